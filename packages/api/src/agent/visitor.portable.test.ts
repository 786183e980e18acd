import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "../account/actor.ts";
import { startTestApi, type TestApi, type TestPerson } from "../testing.ts";

// The holder of a session token must not reach anything else that belongs to the session's owner.

let api: TestApi;
let me: TestPerson;
beforeAll(async () => {
  api = await startTestApi({ limits: { scale: 1, perAccountMinute: 5 } });
  me = await api.person();
});
afterAll(() => api[Symbol.asyncDispose]());

async function visitor() {
  const { id, sessionToken } = await me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });
  const actor = await api.services.credentials.ofToken(sessionToken);
  return { id, as: (signal?: AbortSignal) => api.callerOf(actor as Actor, signal ? { signal } : {}) };
}
const forbidden = { cause: { reason: "FORBIDDEN" } };

it("sees no reply in another session, even with the id of the message being answered there", async () => {
  const [here, there] = [await visitor(), await visitor()];
  const { message } = await there.as().agent.messages.send({ sessionId: there.id, content: "Between us" });
  const claim = await api.services.replies.claim(api.clock.now());
  if (claim?.messageId !== message.id) throw new Error("another answer was claimed");
  await api.services.replies.progress(claim, "For your eyes alone", api.clock.now());
  const seen: unknown[] = [];
  const watching = here.as(AbortSignal.timeout(5_000));
  const input = { sessionId: here.id, messageId: message.id };
  for await (const item of await watching.agent.replies.watch(input)) seen.push(item);
  expect(seen).toEqual([{ type: "done", message: null }]);
});

it("can't rename, archive or mark a session as read", async () => {
  const { id, as } = await visitor();
  await expect(as().sessions.update({ id, title: "Mine" })).rejects.toMatchObject(forbidden);
  await expect(as().sessions.update({ id, archived: true })).rejects.toMatchObject(forbidden);
  await expect(as().sessions.markRead({ id })).rejects.toMatchObject(forbidden);
});

it("uses up a rate limit of its own, not its owner's", async () => {
  const { id, as } = await visitor();
  for (let i = 0; i < 5; i++) await as().sessions.get({ id });
  await expect(as().sessions.get({ id })).rejects.toMatchObject({ cause: { reason: "RATE_LIMITED" } });
  expect(await me.caller.sessions.get({ id })).toMatchObject({ id, title: null });
});
