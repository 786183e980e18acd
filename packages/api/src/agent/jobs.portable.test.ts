import { event, message, session } from "@parley/db/schema/session";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventually, startTestApi, type TestApi, type TestPerson } from "../testing.ts";
import { watch } from "../testing-watch.ts";
import { sweepAgentSessions } from "./jobs.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let api: TestApi;
let other: TestApi;
let me: TestPerson;

beforeEach(async () => {
  api = await startTestApi();
  other = await startTestApi({ database: api.database });
  me = await api.person();
});
afterEach(async () => {
  await other[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});

const begin = async (timeoutConfig = {}) =>
  (await me.caller.agent.create({ agentId: me.agentId, userId: "visitor", timeoutConfig })).id;
const typesOf = async (id: string) =>
  (await api.services.db.select().from(event).where(eq(event.sessionId, id)).orderBy(event.seq)).map(
    ({ type }) => type.replace("session.", ""),
  );
/** Both processes sweep concurrently, with synchronized clocks. */
const sweep = () => {
  other.clock.advance(api.clock.now().getTime() - other.clock.now().getTime());
  return Promise.all([sweepAgentSessions(api.services), sweepAgentSessions(other.services)]);
};

it("appends one near expiration and one expiry, however many processes sweep", async () => {
  const ids = await Promise.all(Array.from({ length: 30 }, () => begin({ timeoutMinutes: 10 })));
  await sweep();
  for (const id of ids) expect(await typesOf(id)).toEqual(["created"]);
  api.clock.advance(5 * MINUTE);
  await sweep();
  await sweep();
  for (const id of ids) expect(await typesOf(id)).toEqual(["created", "near_expiration"]);
  api.clock.advance(5 * MINUTE);
  await sweep();
  await sweep();
  for (const id of ids) expect(await typesOf(id)).toEqual(["created", "near_expiration", "expired"]);
});

it("warns again when a renewed session gets near its new expiry", async () => {
  const id = await begin({ timeoutMinutes: 10 });
  for (let round = 0; round < 2; round++) {
    api.clock.advance(6 * MINUTE);
    await sweep();
    await me.caller.agent.renew({ id });
  }
  expect(await typesOf(id)).toEqual(["created", "near_expiration", "renewed", "near_expiration", "renewed"]);
});

it.each([
  [1, 9 * MINUTE - 1, false],
  [1, 9 * MINUTE, true],
  [60, 0, true],
])(
  "with a threshold of %i minutes, %i ms after the beginning of 10 minutes, a warning is %s",
  async (threshold, after, warns) => {
    const id = await begin({ timeoutMinutes: 10, warningThresholdMinutes: threshold });
    api.clock.advance(after);
    await sweep();
    expect((await typesOf(id)).includes("near_expiration")).toBe(warns);
  },
);

it("does not change a session that is not near its expiry", async () => {
  const id = await begin({ timeoutMinutes: 60 });
  const before = await me.caller.agent.get({ id });
  await sweep();
  expect(await me.caller.agent.get({ id })).toEqual(before);
});

it("deletes expired sessions with their messages and events after the retention", async () => {
  const [old, young] = [await begin({ timeoutMinutes: 10 }), await begin({ timeoutMinutes: 60 })];
  await me.caller.agent.messages.send({ sessionId: old, content: "hello" });
  api.clock.advance(10 * MINUTE);
  await sweep();
  api.clock.advance(24 * HOUR);
  await sweep();
  expect(await typesOf(old)).toContain("expired");
  api.clock.advance(1);
  await sweep();
  const { db } = api.services;
  expect((await db.select({ id: session.id }).from(session)).map(({ id }) => id)).toEqual([young]);
  expect(await typesOf(old)).toEqual([]);
  expect(await db.$count(message)).toBe(0);
  await expect(me.caller.agent.get({ id: old })).rejects.toMatchObject({
    cause: { reason: "SESSION_NOT_FOUND" },
  });
});

it("publishes to subscribers in every process", async () => {
  const id = await begin({ timeoutMinutes: 10 });
  const watchers = [watch(api, me.id, id, "0"), watch(other, me.id, id, "0")];
  const expected = ["session.created"];
  for (const [after, next] of [
    [0, undefined],
    [5 * MINUTE, "session.near_expiration"],
    [5 * MINUTE, "session.expired"],
    [24 * HOUR + 1, "session.deleted"],
  ] as const) {
    api.clock.advance(after);
    await sweep();
    if (next) expected.push(next);
    for (const { types } of watchers) await eventually(types).toEqual(expected);
  }
  await Promise.all(watchers.map(({ ended }) => ended));
});
