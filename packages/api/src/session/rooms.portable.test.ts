import { message } from "@parley/db/schema/session";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../testing.ts";
import { type Asked, askAll, isFault, procedures, without } from "./fixtures/ask-everything.ts";
import { type DuetPerson, type Duets, startDuet } from "./fixtures/start-duet.ts";
import { indexMessages } from "./read/words.ts";

// What one person says in their room reaches nobody else: not in an answer, a refusal, a stream, a count or a number.

let duets: Duets;
beforeAll(async () => {
  duets = await startDuet();
});
afterAll(() => duets[Symbol.asyncDispose]());

const UNKNOWN = "01900000-0000-7000-8000-000000000000";
const UNKNOWN_MESSAGE = "msg_01900000000070008000000000000000";
/** As the ids of chatbots' sessions are. */
const UNKNOWN_OBJECT = "0190000000007000800000aa";

const newest = async ({ caller }: DuetPerson, sessionId: string) =>
  (await caller.sessions.messages({ sessionId })).items;

/** The words that a request searches for. */
const wordsIn = (input: unknown) => (input as { q?: string } | undefined)?.q;

/** All that a person can read, about some ids and about none. */
async function everything(person: DuetPerson, ids: string[], words: string): Promise<Asked[]> {
  const reads = ["query", "subscription"] as const;
  const fillings = [
    { id: person.id, words, optional: "none" as const },
    { id: person.id, words, optional: "words" as const },
    ...ids.map((id) => ({ id, words, optional: "ids" as const })),
  ];
  return (await Promise.all(fillings.map((filling) => askAll(person, reads, filling)))).flat();
}

it("numbers, answers, stops and streams each room by itself", async () => {
  const { ann, ben, api } = duets;
  const { id, annsRoom, bensRoom } = await duets.begin();
  for (const content of ["a1", "a2", "a3"]) await ann.caller.duet.send({ sessionId: annsRoom, content });
  await ben.caller.duet.send({ sessionId: bensRoom, content: "b1" });
  await ann.caller.duet.send({ sessionId: id, content: "shared" });
  const seqs = await Promise.all(
    [
      [id, ann],
      [annsRoom, ann],
      [bensRoom, ben],
    ].map(([sessionId, owner]) =>
      api.services.sessions.position(sessionId as string, (owner as DuetPerson).id),
    ),
  );
  expect(seqs).toEqual([{ seq: 2 }, { seq: 4 }, { seq: 2 }]);
  expect(await ann.caller.duet.replies.stop({ sessionId: id })).toEqual({ stopped: 0 });
  expect(await ann.caller.duet.replies.stop({ sessionId: annsRoom })).toEqual({ stopped: 3 });
  expect(await api.services.sessions.replies(bensRoom, ben.id)).toHaveLength(1);
  const worker = duets.startWorker();
  await duets.answered(bensRoom, ben);
  await worker.stop();
  expect((await newest(ben, bensRoom)).map(({ content }) => content)).toEqual(["I hear you say: b1", "b1"]);
  expect(await newest(ann, annsRoom)).toHaveLength(3);
  expect(await newest(ben, id)).toHaveLength(1);
  // Two rooms are written in at the same time, a room's own replies one after another.
  for (const content of ["a4", "a5"]) await ann.caller.duet.send({ sessionId: annsRoom, content });
  await ben.caller.duet.send({ sessionId: bensRoom, content: "b2" });
  const now = api.clock.now();
  const claims = [await api.services.replies.claim(now), await api.services.replies.claim(now)];
  expect(claims.map((claim) => claim?.sessionId).toSorted()).toEqual([annsRoom, bensRoom].toSorted());
  expect(await api.services.replies.claim(now)).toBeUndefined();
  for (const claim of claims) if (claim) await api.services.replies.release(claim);
});

it("shows the other nothing of a room: no canary in any answer, refusal or stream", async () => {
  const { ann, ben, api } = duets;
  const { id, annsRoom, bensRoom } = await duets.begin("Between us");
  const worker = duets.startWorker();
  await ben.caller.duet.send({ sessionId: bensRoom, content: "Of my own" });
  await ann.caller.duet.send({ sessionId: id, content: "For both" });
  await duets.answered(bensRoom, ben);
  const canary = "quetzalcoatlus";
  const annsIds: string[] = [];
  const steps: (() => Promise<unknown>)[] = [
    // With the other's id among the words: a search by that id must not find them.
    () =>
      ann.caller.duet.send({
        sessionId: annsRoom,
        content: `${canary} ${ben.id}`,
        metadata: { [canary]: canary },
      }),
    () => duets.answered(annsRoom, ann),
    () => ann.caller.duet.setNote({ id: annsRoom, note: canary }),
    () => ann.caller.sessions.update({ id, pinned: true }),
    () => ann.caller.duet.send({ sessionId: annsRoom, content: `again ${canary}` }),
    () => ann.caller.duet.replies.stop({ sessionId: annsRoom }),
  ];
  const reached = new Set<string>();
  for (const step of steps) {
    await step();
    await indexMessages(api.services.db);
    const words = await newest(ann, annsRoom);
    expect(words[0]?.content).toContain(canary);
    annsIds.splice(0, annsIds.length, ...words.map((said) => said.id));
    const known = [id, annsRoom, bensRoom, UNKNOWN, UNKNOWN_OBJECT, ann.id, ...annsIds];
    check(await everything(ben, known, canary));
  }
  for (const given of [id, annsRoom, bensRoom, UNKNOWN_OBJECT, ann.id, ...annsIds]) {
    for (const optional of ["ids", "words"] as const)
      check(await askAll(ben, ["mutation"], { id: given, words: "words", optional }));
  }
  await worker.stop();
  expect(api.logged).toEqual([]);
  // The walk got past the check of the input.
  const missed = procedures.map(({ path }) => path).filter((path) => !reached.has(path));
  expect(missed).toEqual(["duet.leave"]);

  function check(all: Asked[]) {
    for (const asked of all) {
      expect(isFault(asked), JSON.stringify(asked)).toBe(false);
      expect(JSON.stringify(asked.outcome), asked.path).not.toContain(canary);
      const isRead = !("refused" in asked.outcome && asked.outcome.refused === "VALIDATION_ERROR");
      if (isRead) reached.add(asked.path);
      // To be found by the words is to be told that they are there.
      if (wordsIn(asked.input) === canary) expect(asked.outcome).toMatchObject({ answer: { items: [] } });
    }
  }
}, 60_000);

it("refuses what is about the other's room as if it did not exist, and changes nothing in it", async () => {
  const { ann, ben, api } = duets;
  const { id, annsRoom, bensRoom } = await duets.begin();
  const sent = await ann.caller.duet.send({ sessionId: annsRoom, content: "Mine alone" });
  const before = await api.services.db.select().from(message).where(eq(message.sessionId, annsRoom));
  const view = await ann.caller.sessions.get({ id: annsRoom });
  const types = ["query", "mutation", "subscription"] as const;
  for (const [secret, unknown] of [
    [annsRoom, UNKNOWN],
    [sent.id, UNKNOWN_MESSAGE],
  ] as const) {
    const real = await askAll(ben, types, { id: secret, words: "words", optional: "ids" });
    const none = await askAll(ben, types, { id: unknown, words: "words", optional: "ids" });
    for (const [i, { path, outcome }] of real.entries()) {
      const other = none[i]?.outcome ?? { answer: undefined };
      if ("answer" in outcome && "answer" in other) continue;
      expect(without(outcome, secret), path).toEqual(without(other, unknown));
    }
  }
  // The id of a message of the room, in sessions that Ben may enter.
  for (const sessionId of [id, bensRoom]) {
    const retried = (messageId: string) => ben.caller.duet.replies.retry({ sessionId, messageId });
    await expect(retried(sent.id)).rejects.toThrow("The message was not found");
    await expect(retried(UNKNOWN)).rejects.toThrow("The message was not found");
    const watched: unknown[] = [];
    const input = { sessionId, messageId: sent.id };
    for await (const piece of await ben.caller.duet.replies.watch(input)) watched.push(piece);
    expect(watched).toEqual([{ type: "done", message: null }]);
  }
  const after = await api.services.db.select().from(message).where(eq(message.sessionId, annsRoom));
  expect(after).toEqual(before);
  expect(await ann.caller.sessions.get({ id: annsRoom })).toEqual(view);
});

it("moves nothing that the other sees: no version, number, count, time, order or stream", async () => {
  const { ann, ben, api } = duets;
  const { id, annsRoom, bensRoom } = await duets.begin("First");
  api.clock.advance(60_000);
  const other = await duets.begin("Second");
  await ben.caller.duet.send({ sessionId: bensRoom, content: "Hello" });
  await ann.caller.duet.send({ sessionId: other.id, content: "Hello" });
  api.clock.advance(60_000);
  await duets.begin("Third");
  const worker = duets.startWorker();
  await duets.answered(bensRoom, ben);
  const ids = [id, bensRoom, annsRoom, UNKNOWN];
  const streams = follow(ben, [id, bensRoom]);
  await streams.listening();
  // The hints of all that is behind have come.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = await everything(ben, ids, "Hello");
  const seen = streams.count();

  for (const content of ["one", "two"]) await ann.caller.duet.send({ sessionId: annsRoom, content });
  await duets.answered(annsRoom, ann);
  await ann.caller.duet.setNote({ id: annsRoom, note: "mine" });
  await ann.caller.sessions.markRead({ id });
  await ann.caller.sessions.update({ id, pinned: true });
  await ann.caller.sessions.update({ id, archived: true });
  await ann.caller.sessions.update({ id: annsRoom, pinned: true });

  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(streams.count()).toEqual(seen);
  await Promise.all([streams.stop(), worker.stop()]);
  expect(await everything(ben, ids, "Hello")).toEqual(before);
});

/** Keeps a person's streams open. */
function follow(person: DuetPerson, ids: string[]) {
  const stop = new AbortController();
  const caller = person.as({ signal: stop.signal });
  const counts: Record<string, number> = {};
  const read = async (name: string, stream: Promise<AsyncIterable<unknown>>) => {
    counts[name] = 0;
    for await (const _ of await stream) counts[name] = (counts[name] ?? 0) + 1;
  };
  const reading = [
    read("inbox", caller.sessions.inboxEvents({})),
    ...ids.map((sessionId) => read(sessionId, caller.sessions.events({ sessionId, lastEventId: "0" }))),
  ];
  return {
    count: () => ({ ...counts }),
    listening: () => eventually(() => ids.filter((id) => (counts[id] ?? 0) > 0).length).toBe(ids.length),
    async stop() {
      stop.abort();
      await Promise.all(reading);
    },
  };
}
