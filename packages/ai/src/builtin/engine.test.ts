import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { ReplyRequest } from "../port.ts";
import { ReplyFailed } from "../reply-failed.ts";
import { answerTo } from "./answer.ts";
import { dangerIn } from "./danger.ts";
import { createBuiltInEngine } from "./engine.ts";

function request(signal = new AbortController().signal): ReplyRequest {
  return {
    agent: { name: "Ada", systemPrompt: "", model: null },
    knowledge: [{ id: "h", title: "Hours", text: "We are open\n- on weekdays\n- from nine to five" }],
    history: [{ role: "user", content: "When are you open on weekdays?" }],
    signal,
  };
}

describe("the built-in engine", () => {
  test("yields its answer word by word, unchanged, and ends with its citations", async () => {
    const reply = createBuiltInEngine({ pauseMs: 0 }).reply(request());
    const chunks: string[] = [];
    for (;;) {
      const step = await reply.next();
      if (step.done) {
        expect(step.value).toEqual({
          finish: "complete",
          model: "built-in",
          engine: "built-in",
          citations: [
            { passageId: "h", title: "Hours", quote: "We are open\n- on weekdays\n- from nine to five" },
          ],
        });
        break;
      }
      chunks.push(step.value.text);
    }
    expect(chunks.join("")).toBe(answerTo(request()).text);
    expect(chunks.length).toBeGreaterThan(20);
    for (const chunk of chunks) expect(chunk.trim().split(/\s+/)).toHaveLength(1);
  });

  test("pauses between words", async () => {
    const reply = createBuiltInEngine({ pauseMs: 20 }).reply(request());
    await reply.next();
    const start = performance.now();
    await reply.next();
    expect(performance.now() - start).toBeGreaterThan(15);
  });

  test("stops at once when it is aborted, also during a pause", async () => {
    const stop = new AbortController();
    const reply = createBuiltInEngine({ pauseMs: 60_000 }).reply(request(stop.signal));
    await reply.next();
    const next = reply.next();
    await pause(10);
    stop.abort();
    await expect(next).rejects.toSatisfy((e) => e instanceof ReplyFailed && e.reason === "aborted");
    expect((await reply.next()).done).toBe(true);
  });

  test("yields nothing when it was aborted before", async () => {
    const reply = createBuiltInEngine({ pauseMs: 0 }).reply(request(AbortSignal.abort()));
    await expect(reply.next()).rejects.toMatchObject({ reason: "aborted" });
  });
});

describe("maxTokens", () => {
  async function replyTo(content: string, maxTokens: number) {
    const whole = request();
    const reply = createBuiltInEngine({ pauseMs: 0 }).reply({
      ...whole,
      agent: { ...whole.agent, maxTokens },
      history: [{ role: "user", content }],
    });
    let text = "";
    for (;;) {
      const step = await reply.next();
      if (step.done) return { text, end: step.value };
      text += step.value.text;
    }
  }

  test("shortens an answer at the end of a sentence, and finishes with length", async () => {
    const { text: whole } = await replyTo("I lost my keys in the garden", 4096);
    const { text, end } = await replyTo("I lost my keys in the garden", 35);
    expect(whole.startsWith(text)).toBe(true);
    expect(text.length).toBeLessThanOrEqual(35 * 4);
    expect(text).toMatch(/[.?!]$/);
    expect(end.finish).toBe("length");
  });

  test("does not change a short answer and its citations", async () => {
    const { end } = await replyTo("When are you open on weekdays?", 4096);
    expect(end).toMatchObject({ finish: "complete", citations: [{ passageId: "h" }] });
  });

  test("drops the citation of a quote that no longer fits", async () => {
    const { text, end } = await replyTo("When are you open on weekdays?", 4);
    expect(text).not.toContain("> We are open");
    expect(end.citations).toEqual([]);
  });

  test.each(["I want to die", "my husband hits me", "my father is not breathing"])(
    "never shortens an answer to danger: %s",
    async (message) => {
      expect(dangerIn(message)).not.toBeNull();
      const { text, end } = await replyTo(message, 1);
      expect(text).toMatch(/emergency number/);
      expect(text).toMatch(/\?$/);
      expect(end.finish).toBe("complete");
    },
  );

  test("never shortens the answer that follows one to danger", async () => {
    const whole = request();
    const history = [
      { role: "user" as const, content: "I want to die" },
      { role: "assistant" as const, content: "Please call somebody." },
      { role: "user" as const, content: "ok" },
    ];
    const urgent = { ...whole, history, agent: { ...whole.agent, maxTokens: 1 } };
    let text = "";
    for await (const chunk of createBuiltInEngine({ pauseMs: 0 }).reply(urgent)) text += chunk.text;
    expect(text).toBe(answerTo(urgent).text);
    expect(text).toMatch(/emergency number/);
  });
});
