import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "../account/actor.ts";
import { startTestApi, type TestApi, type TestPerson } from "../testing.ts";

// What somebody who holds one session's token reaches of its owner's other things: nothing.

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

it("sees no answer of another session, also with the id of the message that is answered there", async () => {
  const [here, there] = [await visitor(), await visitor()];
  const { message } = await there.as().agent.messages.send({ sessionId: there.id, content: "Between us" });
  const claim = await api.services.replies.claim(api.clock.now());
  if (claim?.messageId !== message.id) throw new Error("another answer was claimed");
  await api.services.replies.progress(claim, "For your eyes alone", api.clock.now());
  const seen: unknown[] = [];
  const watching = here.as(AbortSignal.timeout(5_000));
  const ask = { sessionId: here.id, messageId: message.id };
  for await (const piece of await watching.agent.replies.watch(ask)) seen.push(piece);
  expect(seen).toEqual([{ type: "done", message: null }]);
});

it("neither names, files nor reads a session for its owner", async () => {
  const { id, as } = await visitor();
  await expect(as().sessions.update({ id, title: "Mine" })).rejects.toMatchObject(forbidden);
  await expect(as().sessions.update({ id, archived: true })).rejects.toMatchObject(forbidden);
  await expect(as().sessions.markRead({ id })).rejects.toMatchObject(forbidden);
});

it("uses up what it may ask alone, not what its owner may", async () => {
  const { id, as } = await visitor();
  for (let i = 0; i < 5; i++) await as().sessions.get({ id });
  await expect(as().sessions.get({ id })).rejects.toMatchObject({ cause: { reason: "RATE_LIMITED" } });
  expect(await me.caller.sessions.get({ id })).toMatchObject({ id, title: null });
});
