import { createTextEngine, ReplyFailed } from "@parley/ai/text";
import { afterEach, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../../testing.ts";

let api: TestApi;
afterEach(() => api[Symbol.asyncDispose]());

/** A session with these messages of the client. */
async function begin(contents: string[]) {
  const me = await api.person();
  const { chatbot } = me.caller;
  const bot = await chatbot.chatbots.create({ name: "Shop help" });
  const client = await chatbot.clients.create({ name: "Ada" });
  const { id } = await chatbot.create({ chatbotId: bot.id, clientId: client.id });
  for (const content of contents) {
    api.clock.advance(1_000);
    await chatbot.messages.add({ sessionId: id, message: { role: "user", content } });
  }
  return { id, chatbot, me };
}

it("summarizes an ended session once, with the client's name and how it was generated", async () => {
  let summaries = 0;
  const engine = createTextEngine({ builtInPauseMs: 0 });
  const summarize: typeof engine.summarize = (request) => {
    summaries += 1;
    return engine.summarize(request);
  };
  api = await startTestApi({ text: { ...engine, summarize } });
  const { id, chatbot } = await begin(["My lamp arrived broken. I want my money back."]);
  await expect(chatbot.report({ id })).rejects.toMatchObject({ cause: { reason: "CONFLICT" } });
  await chatbot.end({ id });
  const before = await chatbot.get({ id });
  const { report } = await chatbot.report({ id });
  expect(report).toContain("Ada");
  expect(report).toContain("money back");
  expect(report).toContain("without a language model");
  const after = await chatbot.get({ id });
  expect(after.report).toBe(report);
  expect(after.version).toBe(before.version + 1);
  expect(await chatbot.report({ id })).toEqual({ report });
  expect(summaries).toBe(1);
  await chatbot.report({ id, again: true });
  expect(summaries).toBe(2);
  const other = await api.person();
  await expect(other.caller.chatbot.report({ id })).rejects.toMatchObject({
    cause: { reason: "SESSION_NOT_FOUND" },
  });
});

it("stores nothing when the summary failed, and says so when the session has no messages", async () => {
  const engine = createTextEngine({ builtInPauseMs: 0 });
  let fails = true;
  api = await startTestApi({
    text: {
      ...engine,
      summarize: (request) =>
        fails ? Promise.reject(new ReplyFailed("provider", "gone")) : engine.summarize(request),
    },
  });
  const { id, chatbot } = await begin([]);
  await chatbot.end({ id });
  await expect(chatbot.report({ id })).rejects.toMatchObject({ cause: { reason: "CONFLICT" } });
  expect((await chatbot.get({ id })).report).toBeNull();
  fails = false;
  expect((await chatbot.report({ id })).report).toContain("Nothing was said in this session.");
});
