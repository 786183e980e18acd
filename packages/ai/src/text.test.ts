import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { ReplyEnd, ReplyRequest } from "./port.ts";
import { AiConfigError, createTextEngine } from "./text.ts";

function request(model: string | null): ReplyRequest {
  return {
    agent: { name: "Ada", systemPrompt: "", model },
    knowledge: [],
    history: [{ role: "user", content: "Hello" }],
    signal: new AbortController().signal,
  };
}

async function endOf(reply: AsyncGenerator<unknown, ReplyEnd>): Promise<ReplyEnd> {
  for (;;) {
    const step = await reply.next();
    if (step.done) return step.value;
  }
}

test("info names the provider and the model", () => {
  expect(createTextEngine({}).info()).toEqual({ provider: "built-in", model: null, builtIn: true });
  expect(createTextEngine({ model: "openai:gpt-5", openaiApiKey: "k" }).info()).toEqual({
    provider: "openai",
    model: "gpt-5",
    builtIn: false,
  });
});

test("rejects an invalid configuration when it is created", () => {
  expect(() => createTextEngine({ model: "gpt-5" })).toThrow(AiConfigError);
});

test.each([null, "gpt-5", "openai:gpt-5"])(
  "without a configured model the built-in engine replies, also for an agent with the model %s",
  async (model) => {
    const end = await endOf(createTextEngine({ builtInPauseMs: 0 }).reply(request(model)));
    expect(end).toMatchObject({ engine: "built-in", model: "built-in", finish: "complete" });
  },
);

test("the built-in engine never loads the AI SDK", () => {
  const program = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ resolve: (name, context, next) => (loaded.push(name), next(name, context)) });
    const { createTextEngine } = await import(${JSON.stringify(import.meta.resolve("./text.ts"))});
    const reply = createTextEngine({ builtInPauseMs: 0 }).reply({
      agent: { name: "", systemPrompt: "", model: null },
      knowledge: [],
      history: [],
      signal: new AbortController().signal,
    });
    for await (const chunk of reply) if (!chunk.text) throw new Error("empty");
    console.log(JSON.stringify(loaded));
  `;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
  });
  const loaded: string[] = JSON.parse(printed);
  expect(loaded).toContain("minisearch");
  expect(loaded.filter((name) => /^(?:ai|@ai-sdk)(?:\/|$)|provider\/engine/.test(name))).toEqual([]);
});
