import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { ReplyRequest } from "../port.ts";
import { ReplyFailed } from "../reply-failed.ts";
import { answerTo } from "./answer.ts";
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

  test("takes its time between words", async () => {
    const reply = createBuiltInEngine({ pauseMs: 20 }).reply(request());
    await reply.next();
    const start = performance.now();
    await reply.next();
    expect(performance.now() - start).toBeGreaterThan(15);
  });

  test("stops at once when it is told to, in the middle of a pause too", async () => {
    const stop = new AbortController();
    const reply = createBuiltInEngine({ pauseMs: 60_000 }).reply(request(stop.signal));
    await reply.next();
    const next = reply.next();
    await pause(10);
    stop.abort();
    await expect(next).rejects.toSatisfy((e) => e instanceof ReplyFailed && e.reason === "aborted");
    expect((await reply.next()).done).toBe(true);
  });

  test("says nothing when it was stopped before", async () => {
    const reply = createBuiltInEngine({ pauseMs: 0 }).reply(request(AbortSignal.abort()));
    await expect(reply.next()).rejects.toMatchObject({ reason: "aborted" });
  });
});
