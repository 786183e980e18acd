import type { Scripted } from "@parley/ai/testing";
import { describe, expect, it } from "vitest";
import { eventually } from "../testing.ts";
import { startReplies } from "../testing-replies.ts";

const after = ["It is ", "known that"];
const failures: [string, Scripted, string][] = [
  ["an error before any word", { kind: "status", status: 500, message: "secret-key-123" }, ""],
  ["a key that is not accepted", { kind: "status", status: 401, message: "secret-key-123" }, ""],
  ["too many requests", { kind: "status", status: 429, retryAfter: 7 }, ""],
  [
    "an error in the middle",
    { kind: "error", after, type: "server_error", message: "secret-key-123" },
    after.join(""),
  ],
  ["a connection that breaks", { kind: "drop", after }, after.join("")],
  ["an end without a finish", { kind: "truncate", after }, after.join("")],
  ["something unreadable", { kind: "malformed", after }, after.join("")],
  ["an empty answer", { kind: "reply", text: [] }, ""],
];

describe("a provider's failure", () => {
  it.each(failures)(
    "%s is stored as a failed answer with the text so far",
    async (_, scripted, textSoFar) => {
      await using all = await startReplies();
      all.provider.script(scripted);
      const { id, messageIds } = await all.begin("What is known?");
      all.startWorker();
      await eventually(() => all.answers(id)).toHaveLength(1);
      const [answer] = await all.answers(id);
      expect(answer).toMatchObject({ status: "failed", replyTo: messageIds[0], isAgent: true });
      const error = answer?.metadata.error as { message: string; reason: string };
      expect(error.reason).toMatch(/^(provider|rate-limited)$/);
      expect(answer?.content).toBe(textSoFar || error.message);
      expect(JSON.stringify(answer)).not.toContain("secret-key-123");
      expect((await all.caller.sessions.messages({ sessionId: id })).items).toHaveLength(2);

      await all.caller.agent.replies.retry({ sessionId: id, messageId: messageIds[0] ?? "" });
      await eventually(() => all.answers(id)).toHaveLength(2);
      expect((await all.answers(id))[1]).toMatchObject({ status: "complete", replyTo: messageIds[0] });
      // The failed answer is not sent to the model.
      expect(all.provider.requests[1]?.body.messages.at(-1)?.content).toBe("What is known?");
      expect(JSON.stringify(all.provider.requests[1]?.body.messages)).not.toContain("It is known");
    },
  );
});

it("stores a model's text without the characters that Postgres can't store", async () => {
  await using all = await startReplies();
  all.provider.script({ kind: "reply", text: ["nul \0 and ", "half \ud83d", " of a pair"] });
  const { id } = await all.begin("hello");
  all.startWorker();
  await eventually(() => all.answers(id)).toHaveLength(1);
  expect((await all.answers(id))[0]).toMatchObject({
    status: "complete",
    content: "nul  and half \ufffd of a pair",
  });
  expect(all.api.logged).toEqual([]);
});

it("stores a failed answer that says so when the agent was deleted before the reply", async () => {
  await using all = await startReplies();
  const { id, messageIds } = await all.begin("hello");
  await all.caller.agent.agents.delete({ id: all.me.agentId });
  all.startWorker();
  await eventually(() => all.answers(id)).toHaveLength(1);
  const [answer] = await all.answers(id);
  expect(answer).toMatchObject({ status: "failed", replyTo: messageIds[0], authorId: all.me.agentId });
  expect(answer?.content).toContain("deleted");
  expect(all.provider.requests).toEqual([]);
});

it("aborts the provider's request and stores nothing when the session is deleted during a reply", async () => {
  await using all = await startReplies();
  all.provider.script({ kind: "hang", after: ["So far"] });
  const { id } = await all.begin("hello", "more");
  all.startWorker();
  await eventually(async () => (await all.pending(id))[0]?.text).toBe("So far");
  await all.caller.agent.end({ id });
  expect(await all.provider.requests[0]?.ended).toBe("client-left");
  const next = await all.begin("hello");
  await eventually(() => all.answers(next.id)).toHaveLength(1);
  expect(all.api.logged).toEqual([]);
  expect(all.provider.requests).toHaveLength(2);
});
