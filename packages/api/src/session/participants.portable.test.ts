import { idempotency } from "@parley/db/schema/access";
import { event, message, messageWords, participant, reply, session } from "@parley/db/schema/session";
import { isTrackedEnvelope } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, type TestApi } from "../testing.ts";
import { askAll, isFault } from "./fixtures/ask-everything.ts";
import { duetSession } from "./fixtures/duet/table.ts";
import { type DuetPerson, type Duets, startDuet, startDuetApi } from "./fixtures/start-duet.ts";

// Who may do what in a session of two, what they are notified of, and what is left of it in the end.

let duets: Duets;
let other: TestApi;
beforeAll(async () => {
  duets = await startDuet();
  other = await startDuetApi({ database: duets.database });
});
afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await duets[Symbol.asyncDispose]();
});

const refused = (reason: string) => ({ cause: { reason } });

/** Follows a stream of a person, here or in the other process. */
function follow<T>(
  person: DuetPerson,
  open: (caller: DuetPerson["caller"]) => Promise<AsyncIterable<T>>,
  api?: TestApi,
) {
  const stop = new AbortController();
  const seen: T[] = [];
  const ended = read();
  async function read() {
    const caller = person.as({ signal: stop.signal, ...(api ? { api } : {}) });
    for await (const item of await open(caller)) seen.push(item);
  }
  return {
    seen,
    ended,
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

const followSession = (person: DuetPerson, sessionId: string, api?: TestApi) => {
  const stream = follow(person, (caller) => caller.sessions.events({ sessionId, lastEventId: "0" }), api);
  const types = () =>
    stream.seen.map((item) => {
      const event: unknown = isTrackedEnvelope(item) ? item[1] : item;
      return (event as { type: string }).type;
    });
  return { ...stream, types, first: () => eventually(() => stream.seen.length).toBeGreaterThan(0) };
};

const followInbox = (person: DuetPerson, api?: TestApi) => {
  const stream = follow(person, (caller) => caller.sessions.inboxEvents({}), api);
  return { ...stream, hints: () => new Set(stream.seen.map(({ sessionId }) => sessionId)) };
};

/** Hints that are on their way have come. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 150));

describe("roles", () => {
  it("let a viewer read, an editor and a partner write, and the owner alone manage", async () => {
    const { ann, ben } = duets;
    const { id } = await duets.begin("Ours");
    const [viewer, editor] = [await duets.person(), await duets.person()];
    await ann.caller.duet.add({ id, personId: viewer.id, role: "viewer" });
    await ann.caller.duet.add({ id, personId: editor.id, role: "editor" });
    for (const { caller } of [ben, viewer, editor]) {
      expect(await caller.sessions.get({ id })).toMatchObject({ id, title: "Ours" });
      await caller.sessions.messages({ sessionId: id });
      await caller.sessions.markRead({ id });
      await caller.sessions.update({ id, pinned: true });
      await caller.sessions.update({ id });
      for (const manage of [
        () => caller.sessions.update({ id, title: "Mine" }),
        () => caller.sessions.delete({ id }),
        () => caller.duet.add({ id, personId: viewer.id, role: "editor" }),
      ])
        await expect(manage()).rejects.toMatchObject(refused("FORBIDDEN"));
    }
    const send = ({ caller }: DuetPerson) => caller.duet.send({ sessionId: id, content: "Hello" });
    await expect(send(viewer)).rejects.toMatchObject(refused("FORBIDDEN"));
    for (const person of [ann, ben, editor]) await send(person);
    await ann.caller.duet.add({ id, personId: viewer.id, role: "editor" });
    await send(viewer);
    expect((await ann.caller.sessions.messages({ sessionId: id })).items).toHaveLength(4);
    expect(await ann.caller.sessions.update({ id })).toMatchObject({ title: "Ours", pinned: false });
  });

  it("let nobody delete or rename a room by itself", async () => {
    const { ann, ben } = duets;
    const { annsRoom, bensRoom } = await duets.begin();
    for (const [{ caller }, id] of [
      [ann, annsRoom],
      [ben, bensRoom],
    ] as const) {
      await expect(caller.sessions.delete({ id })).rejects.toMatchObject(refused("FORBIDDEN"));
      await expect(caller.sessions.update({ id, title: "Mine" })).rejects.toMatchObject(refused("FORBIDDEN"));
    }
  });

  it("show the view of each, with a room of their own", async () => {
    const { ann, ben } = duets;
    const { id, annsRoom, bensRoom } = await duets.begin();
    await ann.caller.duet.setNote({ id: annsRoom, note: "Ann's" });
    expect(await ann.caller.sessions.get({ id })).toMatchObject({ roomId: annsRoom, note: null });
    expect(await ann.caller.sessions.get({ id: annsRoom })).toMatchObject({ roomId: null, note: "Ann's" });
    expect(await ben.caller.sessions.get({ id })).toMatchObject({ roomId: bensRoom, note: null });
    expect(await ben.caller.sessions.get({ id: bensRoom })).toMatchObject({ note: null });
  });
});

it("tells a stranger nothing: every procedure refuses as for a session that does not exist", async () => {
  const { ann, ben } = duets;
  const { id, annsRoom, bensRoom } = await duets.begin("hidden");
  const sent = await ann.caller.duet.send({ sessionId: id, content: "hidden" });
  const stranger = await duets.person();
  for (const secret of [id, annsRoom, bensRoom, sent.id]) {
    for (const optional of ["ids", "words"] as const) {
      const asked = await askAll(stranger, ["query", "mutation", "subscription"], {
        id: secret,
        words: "hidden",
        optional,
      });
      for (const { path, input, outcome } of asked) {
        expect(isFault({ path, input, outcome }), path).toBe(false);
        // What the stranger has named comes back to them, and their own things.
        const told = JSON.stringify(outcome).replaceAll(secret, "");
        for (const hidden of [id, annsRoom, bensRoom, ann.id, ben.id])
          expect(told, path).not.toContain(hidden);
        const isOfDuet = path.startsWith("duet.") || path.startsWith("sessions.");
        if (!isOfDuet || !JSON.stringify(input ?? {}).includes(secret)) continue;
        if (path === "duet.create" || path === "sessions.list") continue;
        expect(outcome, path).toMatchObject({
          refused: "SESSION_NOT_FOUND",
          message: `Session ${secret} was not found`,
        });
      }
    }
  }
  expect((await ann.caller.sessions.messages({ sessionId: id })).items).toHaveLength(1);
});

it.each(["here", "in another process"])(
  "ends the streams of a participant who leaves %s, who can do nothing afterwards and may join again",
  async (where) => {
    const { ann, ben } = duets;
    const api = where === "here" ? duets.api : other;
    const { id, bensRoom } = await duets.begin();
    const question = await ben.caller.duet.send({ sessionId: bensRoom, content: "Before" });
    const streams = [followSession(ben, id, api), followSession(ben, bensRoom, api)];
    const watching = { sessionId: bensRoom, messageId: question.id };
    const watched = follow(ben, (caller) => caller.duet.replies.watch(watching), api);
    const owners = followSession(ann, id, api);
    for (const stream of [...streams, owners]) await stream.first();
    const left = Date.now();
    await ben.caller.duet.leave({ id });
    for (const { ended, types } of streams) {
      await ended;
      expect(types().at(-1)).toBe("session.deleted");
    }
    // By notification, not when the watchers look again.
    expect(Date.now() - left).toBeLessThan(4_000);
    await watched.ended;
    expect(watched.seen).toEqual([{ type: "done", message: null }]);
    await eventually(() => owners.types().at(-1)).toBe("session.updated");
    await owners.stop();
    for (const sessionId of [id, bensRoom]) {
      const { caller } = ben;
      for (const attempt of [
        () => caller.sessions.get({ id: sessionId }),
        () => caller.sessions.messages({ sessionId }),
        () => caller.sessions.markRead({ id: sessionId }),
        () => caller.sessions.update({ id: sessionId, pinned: true }),
        () => caller.duet.send({ sessionId, content: "After" }),
        () => caller.duet.replies.stop({ sessionId }),
        () => caller.duet.leave({ id: sessionId }),
      ])
        await expect(attempt()).rejects.toMatchObject(refused("SESSION_NOT_FOUND"));
    }
    expect((await ben.caller.sessions.list({ q: id })).items).toEqual([]);
    await ann.caller.duet.add({ id, personId: ben.id, role: "partner" });
    expect(await ben.caller.duet.get({ id })).toMatchObject({ roomId: bensRoom });
    expect((await ben.caller.sessions.messages({ sessionId: bensRoom })).items).toHaveLength(1);
  },
);

it.each(["here", "in another process"])("notifies the people of a session %s", async (where) => {
  const { ann, ben } = duets;
  const api = where === "here" ? duets.api : other;
  const { id, annsRoom, bensRoom } = await duets.begin();
  const newcomer = await duets.person();
  const stream = followSession(ben, id, api);
  const inboxes = {
    ann: followInbox(ann, api),
    ben: followInbox(ben, api),
    newcomer: followInbox(newcomer, api),
  };
  await stream.first();
  await quiet();
  const hints = () => {
    const shown = Object.fromEntries(
      Object.entries(inboxes).map(([name, inbox]) => [name, [...inbox.hints()]]),
    );
    for (const { seen } of Object.values(inboxes)) seen.length = 0;
    return shown;
  };
  const after = async (run: () => Promise<unknown>) => {
    await run();
    await quiet();
    return hints();
  };
  hints();
  const { caller } = ann;
  expect(await after(() => caller.duet.send({ sessionId: id, content: "Hi" }))).toEqual({
    ann: [id],
    ben: [id],
    newcomer: [],
  });
  await eventually(stream.types).toEqual(["session.created", "message.created"]);
  // A room's activity, and a change of a view, are one person's alone.
  for (const private_ of [
    () => caller.duet.send({ sessionId: annsRoom, content: "Mine" }),
    () => caller.duet.replies.stop({ sessionId: annsRoom }),
    () => caller.sessions.markRead({ id }),
    () => caller.sessions.update({ id, pinned: true }),
  ])
    expect(await after(private_)).toEqual({ ann: [id], ben: [], newcomer: [] });
  for (const private_ of [
    () => ben.caller.duet.send({ sessionId: bensRoom, content: "Mine" }),
    () => ben.caller.sessions.markRead({ id }),
    () => ben.caller.sessions.update({ id, archived: true }),
  ])
    expect(await after(private_)).toEqual({ ann: [], ben: [id], newcomer: [] });
  const all = { ann: [id], ben: [id], newcomer: [id] };
  const joining = () => caller.duet.add({ id, personId: newcomer.id, role: "viewer" });
  expect(await after(joining)).toEqual(all);
  expect(await after(() => caller.duet.pass({ id }))).toEqual(all);
  await eventually(stream.types).toEqual([
    "session.created",
    "message.created",
    "session.updated",
    "duet.passed",
  ]);
  expect(stream.seen.at(-1)).toMatchObject({ 1: { data: { turn: 2 }, session: { roomId: bensRoom } } });
  expect(await after(() => newcomer.caller.duet.leave({ id }))).toEqual(all);
  expect(await after(() => caller.duet.pass({ id }))).toEqual({ ann: [id], ben: [id], newcomer: [] });
  expect(await after(() => caller.sessions.delete({ id }))).toEqual({ ann: [id], ben: [id], newcomer: [] });
  await Promise.all([stream.ended, ...Object.values(inboxes).map((inbox) => inbox.stop())]);
  expect(stream.types().at(-1)).toBe("session.deleted");
});

it("pauses a session with its rooms: reading goes on, nothing is said, no reply is stored", async () => {
  const { ann, ben, api } = duets;
  const { id, annsRoom, bensRoom } = await duets.begin();
  await ann.caller.duet.send({ sessionId: annsRoom, content: "Before" });
  await ben.caller.duet.setPaused({ id, paused: true });
  expect(await api.services.sessions.replies(annsRoom, ann.id)).toEqual([]);
  for (const [{ caller }, sessionId] of [
    [ann, id],
    [ann, annsRoom],
    [ben, bensRoom],
  ] as const) {
    await expect(caller.duet.send({ sessionId, content: "Now" })).rejects.toMatchObject(
      refused("DUET_PAUSED"),
    );
    await caller.sessions.messages({ sessionId });
  }
  expect((await ben.caller.sessions.list({ status: "paused" })).items.map((item) => item.id)).toEqual([id]);
  await ann.caller.duet.setPaused({ id, paused: false });
  await ben.caller.duet.send({ sessionId: bensRoom, content: "Again" });
  await ben.caller.duet.replies.stop({ sessionId: bensRoom });
});

it("leaves nothing behind: rooms, messages, events, replies, participants and kept responses go with the session", async () => {
  await using own = await startDuet();
  const { ann, ben, api } = own;
  await using elsewhere = await startDuetApi({ database: own.database });
  const { id, annsRoom, bensRoom } = await own.begin();
  for (const [{ caller }, sessionId] of [
    [ann, annsRoom],
    [ben, bensRoom],
    [ben, id],
  ] as const)
    await caller.duet.send({ sessionId, content: "Some words" });
  await ben.caller.sessions.list({ q: "words" });
  await ann.caller.sessions.list({ q: "words" });
  const store = api.services.idempotency;
  for (const [owner, sessionId] of [
    [ann, id],
    [ben, bensRoom],
    [ben, id],
  ] as const) {
    await store.claim(owner.id, `key ${sessionId}`, "request", api.clock.now());
    const about = { id: sessionId, ownerId: sessionId === id ? ann.id : owner.id };
    await store.complete(owner.id, `key ${sessionId}`, 200, "body", about);
  }
  const rooms = [followSession(ann, annsRoom), followSession(ben, bensRoom), followSession(ben, id)];
  for (const stream of rooms) await stream.first();
  // Both processes remember the rooms' owners.
  for (const at of [api, elsewhere]) await ann.as({ api: at }).sessions.get({ id: annsRoom });

  const began = Date.now();
  await ann.caller.sessions.delete({ id });
  for (const { ended, types } of rooms) {
    await ended;
    expect(types().at(-1)).toBe("session.deleted");
  }
  // By notification, not when the watchers look again.
  expect(Date.now() - began).toBeLessThan(4_000);
  const { db } = api.services;
  for (const table of [session, message, event, reply, participant, messageWords, idempotency, duetSession])
    expect(await db.$count(table)).toBe(0);
  for (const at of [api, elsewhere]) {
    for (const [person, sessionId] of [
      [ann, id],
      [ann, annsRoom],
      [ben, bensRoom],
      [ben, id],
    ] as const) {
      const { sessions, duet } = person.as({ api: at });
      await expect(sessions.get({ id: sessionId })).rejects.toMatchObject(refused("SESSION_NOT_FOUND"));
      await expect(sessions.messages({ sessionId })).rejects.toMatchObject(refused("SESSION_NOT_FOUND"));
      await expect(duet.get({ id: sessionId })).rejects.toMatchObject(refused("SESSION_NOT_FOUND"));
    }
    expect((await ben.as({ api: at }).sessions.list({})).items).toEqual([]);
  }
});
