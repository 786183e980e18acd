import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../../testing.ts";
import { refusalOf } from "../../trpc.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

it("refuses the token of a session that has expired wherever it opened it, and lets its owner read on", async () => {
  const me = await api.person();
  const { id, sessionToken } = await me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });
  const visitor = api.callerOf(await api.services.credentials.ofToken(sessionToken));
  const events = async () => {
    for await (const event of await visitor.sessions.events({ sessionId: id, lastEventId: "0" }))
      return event;
  };
  const attempts = [
    () => visitor.sessions.get({ id }),
    () => visitor.sessions.messages({ sessionId: id }),
    events,
    () => visitor.agent.get({ id }),
    () => visitor.agent.messages.list({ sessionId: id }),
    () => visitor.agent.messages.send({ sessionId: id, content: "Hello" }),
  ];
  for (const attempt of attempts) await attempt();
  api.clock.advance(31 * 60_000);
  const expectRefused = async () => {
    for (const attempt of attempts) {
      const refusal = await attempt().then(() => undefined, refusalOf);
      expect(refusal).toMatchObject({ reason: "SESSION_EXPIRED", info: { status: 410 } });
    }
  };
  await expectRefused();
  // Who was refused once is refused again when the clock is set back.
  api.clock.advance(-31 * 60_000);
  await expectRefused();
  expect(await me.caller.sessions.get({ id })).toMatchObject({ id, status: "expired" });
  expect((await me.caller.sessions.messages({ sessionId: id })).items).toHaveLength(1);
});
