import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestApi, type TestApi, type TestPerson } from "../../testing.ts";
import { listening, watch } from "../../testing-watch.ts";

let api: TestApi;
let other: TestApi;
let me: TestPerson;

beforeAll(async () => {
  api = await startTestApi();
  other = await startTestApi({ database: api.database });
  me = await api.person();
});
afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});

const begin = async () => (await me.caller.agent.create({ agentId: me.agentId, userId: "visitor" })).id;
const send = (sessionId: string, content: string) => me.caller.agent.messages.send({ sessionId, content });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

it("shows two watchers, in two processes, the same events in the same order", async () => {
  const id = await begin();
  const watchers = [watch(api, me.id, id, "0"), watch(other, me.id, id, "0")];
  const there = other.callerOf({ type: "user", ownerId: me.id });
  await Promise.all(
    range(1, 20).flatMap((i) => [
      send(id, `here ${i}`),
      there.agent.messages.send({ sessionId: id, content: `there ${i}` }),
      there.agent.renew({ id }),
      me.caller.agent.setTimeout({ id, timeoutMinutes: 20 + i }),
    ]),
  );
  for (const watcher of watchers) {
    await eventually(() => watcher.ids()).toEqual(range(1, 81));
    await watcher.stop();
  }
  const [one, two] = watchers.map(({ seen }) =>
    seen.flatMap(({ id, event }) =>
      id === null ? [] : [[id, event.type, "message" in event ? event.message : null]],
    ),
  );
  expect(one).toEqual(two);
});

it("goes on after any cut without missing or repeating an event", async () => {
  const id = await begin();
  for (const i of range(2, 30)) await send(id, `m${i}`);
  const cuts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 });
  let written = 30;
  await fc.assert(
    fc.asyncProperty(cuts, async (lengths) => {
      const got: number[] = [];
      for (const length of lengths) {
        const watcher = watch(api, me.id, id, String(got.at(-1) ?? 0));
        const wanted = Math.min(length, written - got.length);
        // Something happens while the connection is open, and while it is not.
        const meanwhile = send(id, "meanwhile");
        await eventually(() => watcher.ids().length).toBeGreaterThanOrEqual(wanted);
        // The reader had only this much when the line broke.
        got.push(...watcher.ids().slice(0, length));
        await Promise.all([watcher.stop(), meanwhile]);
        written += 1;
      }
      const last = watch(other, me.id, id, String(got.at(-1) ?? 0));
      await eventually(() => got.length + last.ids().length).toBe(written);
      got.push(...last.ids());
      await last.stop();
      expect(got).toEqual(range(1, written));
    }),
    { numRuns: 12 },
  );
});

it("begins with what happens next when no event is named", async () => {
  const id = await begin();
  await send(id, "before");
  const watcher = watch(api, me.id, id);
  await listening(watcher, () => me.caller.agent.heartbeat({ id }));
  await send(id, "after");
  await eventually(() => watcher.ids()).toEqual([3]);
  await watcher.stop();
});

it("shows a heartbeat, a new title and a pin as session.updated, with the session as it is then", async () => {
  const id = await begin();
  const watcher = watch(other, me.id, id);
  await listening(watcher, () => me.caller.agent.heartbeat({ id }));
  const last = () => watcher.seen.at(-1)?.event;
  const { version, renewalCount } = await me.caller.agent.heartbeat({ id });
  await eventually(last).toMatchObject({ type: "session.updated", session: { version, renewalCount } });
  const renamed = await me.caller.sessions.update({ id, title: "Renamed" });
  await eventually(last).toMatchObject({ session: { version: renamed.version, title: "Renamed" } });
  expect(watcher.ids()).toEqual([]);
  await watcher.stop();
});

it.each(["here", "in another process"])("ends when the session is deleted %s", async (where) => {
  const id = await begin();
  const watcher = watch(where === "here" ? api : other, me.id, id, "0");
  await eventually(() => watcher.ids()).toEqual([1]);
  await me.caller.agent.end({ id });
  await watcher.ended;
  expect(watcher.seen.at(-1)).toEqual({ id: null, event: { type: "session.deleted" } });
});

describe("a stranger", () => {
  it("can't watch, and is not told whether there is anything to watch", async () => {
    const { id, sessionToken } = await me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });
    const elsewhere = await begin();
    const stranger = await api.person();
    const tokenHolder = await api.services.credentials.ofToken(sessionToken);
    for (const [caller, sessionId] of [
      [stranger.caller, id],
      [stranger.caller, crypto.randomUUID()],
      [api.callerOf(tokenHolder), elsewhere],
    ] as const) {
      const events = async () => {
        for await (const event of await caller.sessions.events({ sessionId })) return event;
      };
      await expect(events()).rejects.toMatchObject({ cause: { reason: "SESSION_NOT_FOUND" } });
    }
    const nobody = api.callerOf(null).sessions.events({ sessionId: id });
    await expect(nobody).rejects.toMatchObject({ cause: { reason: "UNAUTHORIZED" } });
  });
});

it("listens no more when its watchers have gone", async () => {
  const id = await begin();
  const { bus } = api.services;
  const add = bus.onSession;
  let listeners = 0;
  bus.onSession = (sessionId, listener) => {
    const remove = add(sessionId, listener);
    listeners += 1;
    return () => {
      listeners -= 1;
      remove();
    };
  };
  const watchers = range(1, 200).map(() => watch(api, me.id, id, "0"));
  await eventually(() => watchers.filter(({ seen }) => seen.length > 0).length).toBe(200);
  expect(listeners).toBe(200);
  await Promise.all(watchers.map((watcher) => watcher.stop()));
  expect(listeners).toBe(0);
  bus.onSession = add;
});
