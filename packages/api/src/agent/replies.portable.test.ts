import { expect, it } from "vitest";
import { writeReply } from "../session/reply/writer.ts";
import { eventually, startTestApi } from "../testing.ts";
import { startReplies } from "../testing-replies.ts";

const never = new AbortController().signal;
const refused = (reason: string) => ({ cause: { reason } });

it("answers each message once, in order and one at a time, with the history before it", async () => {
  await using all = await startReplies();
  all.provider.script(
    ...["First.", "Second.", "Third."].map((text) => ({ kind: "reply" as const, text, delayMs: 5 })),
  );
  const { id, messageIds } = await all.begin("one", "two", "three");
  expect(await all.pending(id)).toEqual(
    messageIds.map((replyTo) => ({ replyTo, state: "queued", text: "" })),
  );
  all.startWorker();
  await eventually(() => all.answers(id)).toHaveLength(3);
  const answers = await all.answers(id);
  expect(answers.map((m) => [m.content, m.replyTo, m.status, m.authorId])).toEqual([
    ["First.", messageIds[0], "complete", all.me.agentId],
    ["Second.", messageIds[1], "complete", all.me.agentId],
    ["Third.", messageIds[2], "complete", all.me.agentId],
  ]);
  expect(await all.pending(id)).toEqual([]);
  const last = all.provider.requests[2]?.body.messages.filter((m) => m.role !== "system");
  expect(last?.map((m) => m.content)).toEqual(["one", "First.", "two", "Second.", "three"]);
  expect(last?.map((m) => m.role)).toEqual(["user", "assistant", "user", "assistant", "user"]);
});

it("stops the reply to one message only, and writes those that wait", async () => {
  await using all = await startReplies();
  all.provider.script({ kind: "hang", after: ["One "] }, { kind: "reply", text: "Third." });
  const { id, messageIds } = await all.begin("count", "skip this", "and this");
  const worker = all.startWorker();
  await eventually(async () => (await all.pending(id))[0]?.text).toBe("One ");
  const stop = (messageId?: string) =>
    all.caller.agent.replies.stop({ sessionId: id, ...(messageId ? { messageId } : {}) });
  expect(await stop(messageIds[1])).toEqual({ stopped: 1 });
  expect(await stop(messageIds[0])).toEqual({ stopped: 1 });
  await eventually(() => all.pending(id)).toEqual([]);
  const answers = await all.answers(id);
  expect(answers).toMatchObject([
    { content: "One ", status: "stopped", replyTo: messageIds[0] },
    { content: "Third.", status: "complete", replyTo: messageIds[2] },
  ]);
  const other = await all.begin("elsewhere");
  expect(await stop(other.messageIds[0])).toEqual({ stopped: 0 });
  await worker.stop();
});

it("stores the text so far on stop, dequeues waiting replies, and writes both on retry", async () => {
  await using all = await startReplies();
  all.provider.script({ kind: "hang", after: ["One ", "two "] });
  const { id, messageIds } = await all.begin("count", "and on", "and on");
  const worker = all.startWorker();
  await eventually(async () => (await all.pending(id))[0]?.text).toBe("One two ");
  expect(await all.caller.agent.replies.stop({ sessionId: id })).toEqual({ stopped: 3 });
  await eventually(() => all.pending(id)).toEqual([]);
  expect(await all.provider.requests[0]?.ended).toBe("client-left");
  const [answer, ...more] = await all.answers(id);
  expect(more).toEqual([]);
  expect(answer).toMatchObject({ content: "One two ", status: "stopped", replyTo: messageIds[0] });
  expect(all.provider.requests).toHaveLength(1);
  expect(await all.caller.agent.replies.stop({ sessionId: id })).toEqual({ stopped: 0 });

  // Both the stopped reply and a dequeued one can be retried.
  for (const messageId of messageIds.slice(0, 2))
    await all.caller.agent.replies.retry({ sessionId: id, messageId });
  await eventually(() => all.answers(id)).toHaveLength(3);
  const retried = all.provider.requests.slice(1).map(({ body }) => body.messages.slice(-1)[0]?.content);
  expect(retried).toEqual(["count", "and on"]);
  await worker.stop();
});

it("enqueues one of several concurrent retries, and refuses a retry of an answered message", async () => {
  await using all = await startReplies();
  all.provider.script({ kind: "status", status: 500 });
  const { id, messageIds } = await all.begin("hello");
  const [messageId = ""] = messageIds;
  const retry = () => all.caller.agent.replies.retry({ sessionId: id, messageId });
  all.startWorker();
  await eventually(async () => (await all.answers(id))[0]?.status).toBe("failed");
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, retry));
  await eventually(() => all.pending(id)).toEqual([]);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject(refused("CONFLICT"));
  }
  expect((await all.answers(id)).map((m) => m.status)).toEqual(["failed", "complete"]);
  await expect(retry()).rejects.toMatchObject(refused("CONFLICT"));
  expect(all.provider.requests).toHaveLength(2);
  expect(all.api.logged.filter((line) => line.message !== "reply failed")).toEqual([]);
});

it("does not restart a running answer on retry", async () => {
  await using all = await startReplies();
  all.provider.script({ kind: "hang", after: ["So far"] });
  const { id, messageIds } = await all.begin("hello");
  all.startWorker();
  await eventually(async () => (await all.pending(id))[0]?.text).toBe("So far");
  await all.caller.agent.replies.retry({ sessionId: id, messageId: messageIds[0] ?? "" });
  expect(await all.pending(id)).toEqual([{ replyTo: messageIds[0], state: "running", text: "So far" }]);
  expect(all.provider.requests).toHaveLength(1);
});

it("refuses to retry anything but a user's message in that session", async () => {
  await using all = await startReplies();
  const { id } = await all.begin("hello");
  const other = await all.begin("hello");
  all.startWorker();
  await eventually(() => all.answers(id)).toHaveLength(1);
  const [answer] = await all.answers(id);
  for (const messageId of [answer?.id ?? "", other.messageIds[0] ?? "", crypto.randomUUID()]) {
    await expect(all.caller.agent.replies.retry({ sessionId: id, messageId })).rejects.toMatchObject(
      refused("NOT_FOUND"),
    );
  }
});

it("restarts a reply whose worker died, and stores only the new worker's answer", async () => {
  await using all = await startReplies();
  const { id, messageIds } = await all.begin("hello");
  const { replies } = all.api.services;
  const { clock } = all.api;
  const dead = await replies.claim(clock.now());
  if (!dead) throw new Error("nothing to claim");
  expect(await replies.progress(dead, "Half of an", clock.now())).toBe("continue");
  expect(await replies.claim(clock.now())).toBeUndefined();

  clock.advance(16_000);
  const living = await replies.claim(clock.now());
  expect(living).toEqual({ ...dead, attempt: 2 });
  expect(await replies.progress(dead, "Half of an answer", clock.now())).toBe("lost");
  const late = { id: crypto.randomUUID(), authorId: "x", content: "late", status: "complete" as const };
  expect(await replies.finish(dead, { ...late, metadata: {} }, clock.now())).toBe(false);
  if (living) await writeReply(all.api.services, living, never);
  expect((await all.answers(id)).map((m) => [m.content, m.replyTo])).toEqual([
    ["This is a scripted reply.", messageIds[0]],
  ]);
});

it("stores a failed answer after three interrupted attempts, and continues with the next message", async () => {
  await using all = await startReplies();
  const { id, messageIds } = await all.begin("hello", "still there?");
  const { replies } = all.api.services;
  for (let attempt = 1; attempt <= 3; attempt++) {
    expect(await replies.claim(all.api.clock.now())).toMatchObject({ attempt, messageId: messageIds[0] });
    all.api.clock.advance(16_000);
  }
  all.startWorker();
  await eventually(() => all.answers(id)).toHaveLength(2);
  const [first, second] = await all.answers(id);
  expect(first).toMatchObject({ status: "failed", replyTo: messageIds[0] });
  expect(first?.metadata.error).toMatchObject({ message: expect.stringContaining("interrupted") });
  expect(second).toMatchObject({ status: "complete", replyTo: messageIds[1] });
  expect(all.provider.requests).toHaveLength(1);
});

it("keeps the queue going when an expired lease and a retry from an earlier clock are in one session", async () => {
  await using all = await startReplies();
  const { id, messageIds } = await all.begin("first");
  const { replies } = all.api.services;
  await all.caller.agent.replies.stop({ sessionId: id });
  const { message } = await all.caller.agent.messages.send({ sessionId: id, content: "second" });
  expect(await replies.claim(all.api.clock.now())).toMatchObject({ messageId: message.id });
  all.api.clock.advance(-60_000);
  await all.caller.agent.replies.retry({ sessionId: id, messageId: messageIds[0] ?? "" });
  const other = await all.begin("elsewhere");
  all.startWorker();
  await eventually(() => all.answers(other.id)).toHaveLength(1);
  all.api.clock.advance(80_000);
  await eventually(() => all.answers(id)).toHaveLength(2);
  expect(all.api.logged).toEqual([]);
});

it("releases its leases on a clean stop, so that another worker writes the replies immediately", async () => {
  await using all = await startReplies();
  all.provider.script({ kind: "hang", after: ["So far"] });
  const { id } = await all.begin("hello");
  const worker = all.startWorker();
  await eventually(async () => (await all.pending(id))[0]?.text).toBe("So far");
  await worker.stop();
  expect((await all.pending(id))[0]).toMatchObject({ state: "queued" });
  expect(await all.answers(id)).toEqual([]);
  // The clock stands still: the first worker's lease would not have expired.
  all.startWorker();
  await eventually(() => all.answers(id)).toHaveLength(1);
});

it("writes each answer once with two workers on one database", async () => {
  await using all = await startReplies();
  await using other = await startTestApi({ database: all.api.database, text: all.api.services.text });
  const sessions = await Promise.all(
    Array.from({ length: 8 }, () => all.begin("one", "two", "three", "four", "five")),
  );
  all.startWorker();
  const second = all.startWorker(other);
  for (const { id, messageIds } of sessions) {
    await eventually(() => all.answers(id)).toHaveLength(5);
    expect((await all.answers(id)).map((m) => m.replyTo)).toEqual(messageIds);
  }
  expect(all.provider.requests).toHaveLength(40);
  expect([...all.api.logged, ...other.logged]).toEqual([]);
  await second.stop();
});
