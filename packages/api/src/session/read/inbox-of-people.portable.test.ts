import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DuetPerson, type Duets, startDuet } from "../fixtures/start-duet.ts";
import { copyNames } from "../write/rename.ts";
import type { InboxItem } from "./inbox.ts";

// The inbox of a person is what they own and what they take part in, each once, against a model of it.

let duets: Duets;
beforeAll(async () => {
  duets = await startDuet();
});
afterAll(() => duets[Symbol.asyncDispose]());

type Name = "ann" | "ben";
type Thread = { last: number; newest: string | null };
type View = { unread: boolean; pinned: boolean; archived: boolean };
type Entry = {
  id: string;
  rooms: Partial<Record<Name, string>>;
  shared: Thread;
  room: Record<Name, Thread>;
  view: Record<Name, View>;
};
type Run = { people: Record<Name, DuetPerson>; entries: Entry[] };

/** Where in an entry something is said. */
const places = ["shared", "ann", "ben"] as const;

const step = fc.record({
  entry: fc.nat(9),
  by: fc.constantFrom<Name>("ann", "ben"),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...places) },
    { weight: 2, arbitrary: fc.constantFrom("markRead" as const, "pass" as const) },
    { weight: 1, arbitrary: fc.constantFrom("pin" as const, "unpin" as const) },
    { weight: 1, arbitrary: fc.constantFrom("archive" as const, "unarchive" as const) },
  ),
  later: fc.constantFrom(0, 0, 1, 5),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Duets with rooms, some without a room of Ben's, owned by either of the two. */
async function begin(count: number): Promise<Run> {
  const people = { ann: await duets.person(), ben: await duets.person() };
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    const owner: Name = i % 3 === 2 ? "ben" : "ann";
    const partner: Name = owner === "ann" ? "ben" : "ann";
    const { caller } = people[owner];
    const isViewed = i % 4 === 3;
    const third = isViewed ? await duets.person() : people[partner];
    const { id } = (await caller.duet.create({ partnerId: third.id })) ?? { id: "" };
    if (isViewed) await caller.duet.add({ id, personId: people[partner].id, role: "viewer" });
    const rooms: Entry["rooms"] = {};
    for (const name of [owner, partner]) {
      const { roomId } = await people[name].caller.duet.get({ id });
      if (roomId) rooms[name] = roomId;
    }
    const last = duets.api.clock.now().getTime();
    const fresh = () => ({ last, newest: null });
    const view = () => ({ unread: false, pinned: false, archived: false });
    entries.push({
      id,
      rooms,
      shared: fresh(),
      room: { ann: fresh(), ben: fresh() },
      view: { ann: view(), ben: view() },
    });
    if (i % 2 === 0) duets.api.clock.advance(1);
  }
  return { people, entries };
}

async function take({ people, entries }: Run, { entry: index, by, what, later }: Step, content: string) {
  duets.api.clock.advance(later);
  const entry = entries[index % entries.length];
  if (!entry) return;
  const { id } = entry;
  const { caller } = people[by];
  const view = entry.view[by];
  switch (what) {
    case "markRead":
      await caller.sessions.markRead({ id });
      view.unread = false;
      return;
    case "pass":
      // An event that is no message makes nothing unread. A viewer may not.
      await caller.duet.pass({ id }).catch(() => {});
      return;
    case "pin":
    case "unpin":
      await caller.sessions.update({ id, pinned: what === "pin" });
      view.pinned = what === "pin";
      return;
    case "archive":
    case "unarchive":
      await caller.sessions.update({ id, archived: what === "archive" });
      view.archived = what === "archive";
      return;
    default:
      await say(people, entry, what, by, content);
  }
}

async function say(
  people: Run["people"],
  entry: Entry,
  place: (typeof places)[number],
  by: Name,
  content: string,
) {
  const author = place === "shared" ? (entry.rooms[by] ? by : "ann") : place;
  const sessionId = place === "shared" ? entry.id : entry.rooms[place];
  if (!sessionId || !entry.rooms[author]) return;
  await people[author].caller.duet.send({ sessionId, content });
  const thread = place === "shared" ? entry.shared : entry.room[place];
  thread.last = Math.max(thread.last + 1, duets.api.clock.now().getTime());
  thread.newest = content;
  // What a person says makes nothing unread for them.
  if (place === "shared") entry.view[author === "ann" ? "ben" : "ann"].unread = true;
}

/** The entries that a person should see, in order. */
function expected({ entries }: Run, name: Name, archived: boolean) {
  return entries
    .map(({ id, rooms, shared, room, view }) => {
      const own = rooms[name] ? room[name] : shared;
      const newer = own.last > shared.last ? own : shared;
      return { id, at: newer.last, preview: newer.newest, ...view[name] };
    })
    .filter((entry) => entry.archived === archived)
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

const shown = ({ id, lastMessageAt, preview, unread, pinned, archived }: InboxItem) => ({
  id,
  at: Date.parse(lastMessageAt),
  preview,
  unread,
  pinned,
  archived,
});

/** All pages of an inbox. */
async function pages(
  { caller }: DuetPerson,
  limit: number,
  filter: { archived?: boolean; view?: "needs"; unread?: boolean },
  between: () => Promise<unknown> = async () => {},
) {
  const items: InboxItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await caller.sessions.list({ limit, ...filter, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
    await between();
  } while (cursor);
  return items;
}

it("shows each session once to each, at its newest, with the newest of their own room and their own view", async () => {
  const steps = fc.array(step, { minLength: 5, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (taken, limit) => {
      const run = await begin(6);
      for (const [i, each] of taken.entries()) await take(run, each, `said ${i}`);
      for (const name of ["ann", "ben"] as const) {
        const person = run.people[name];
        for (const archived of [false, true]) {
          const all = expected(run, name, archived);
          const model = [...all.filter((entry) => entry.pinned), ...all.filter((entry) => !entry.pinned)];
          expect((await pages(person, limit, { archived })).map(shown)).toEqual(model);
          // Both take part in every session, so that what is unread needs them.
          const unread = model.filter((entry) => entry.unread);
          expect((await pages(person, limit, { archived, view: "needs" })).map(shown)).toEqual(unread);
          expect((await pages(person, limit, { archived, unread: true })).map(shown)).toEqual(unread);
          if (!archived) expect((await person.caller.sessions.needs()).count).toBe(unread.length);
        }
        for (const { id, view } of run.entries)
          expect(await person.caller.sessions.get({ id })).toMatchObject({
            pinned: view[name].pinned,
            archived: view[name].archived,
          });
      }
    }),
    { numRuns: 12 },
  );
}, 60_000);

it("repeats nothing, and skips nothing that did not move, while its pages are read", async () => {
  const steps = fc.array(step, { minLength: 3, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(steps, async (meanwhile) => {
      const run = await begin(8);
      const before = new Map(expected(run, "ben", false).map((entry) => [entry.id, entry.at]));
      let at = 0;
      const items = await pages(run.people.ben, 2, {}, async () => {
        const next = meanwhile[at++];
        if (next) await take(run, { ...next, what: places[at % 3] ?? "shared", later: 1 }, `said ${at}`);
      });
      const seen = items.map(({ id }) => id);
      expect(new Set(seen).size).toBe(seen.length);
      const still = expected(run, "ben", false).filter((entry) => before.get(entry.id) === entry.at);
      expect(seen).toEqual(expect.arrayContaining(still.map(({ id }) => id)));
    }),
    { numRuns: 8 },
  );
}, 60_000);

it("keeps the version, and what others see, from pins, the archive and read marks", async () => {
  const { ann, ben } = duets;
  const { id } = await duets.begin();
  await ann.caller.duet.send({ sessionId: id, content: "Hello" });
  const look = async ({ caller }: DuetPerson) => [
    (await caller.sessions.list({ q: id })).items,
    await caller.sessions.get({ id }),
  ];
  for (const [person, other] of [
    [ann, ben],
    [ben, ann],
  ] as const) {
    const before = await look(other);
    const { version } = await person.caller.sessions.get({ id });
    const { caller } = person;
    const after = await caller.sessions.update({ id, pinned: true });
    expect(after).toMatchObject({ version, pinned: true });
    await caller.sessions.update({ id, archived: true });
    await caller.sessions.markRead({ id });
    expect(await look(other)).toEqual(before);
    expect(await caller.sessions.get({ id })).toMatchObject({ version, pinned: true, archived: true });
  }
});

it("finds by words what a person may read, in the session or in their own room, as soon as it is stored", async () => {
  const { ann, ben } = duets;
  const { id, annsRoom, bensRoom } = await duets.begin("Animals");
  await ann.caller.duet.send({ sessionId: id, content: "a giraffe for both" });
  await ann.caller.duet.send({ sessionId: annsRoom, content: "an okapi for Ann" });
  await ben.caller.duet.send({ sessionId: bensRoom, content: `a zebra for Ben, not for ${ann.id}` });
  const found = async ({ caller }: DuetPerson, q: string) =>
    (await caller.sessions.list({ q })).items.map((item) => item.id);
  const finds = async (person: DuetPerson) => [
    await found(person, "giraffe"),
    await found(person, "okapi"),
    await found(person, "zebra"),
  ];
  expect(await finds(ben)).toEqual([[id], [], [id]]);
  expect(await finds(ann)).toEqual([[id], [id], []]);
  expect(await finds(await duets.person())).toEqual([[], [], []]);
});

it("names the other person to each, and finds by that person alone", async () => {
  const { ann, ben, api } = duets;
  const { id, bensRoom } = await duets.begin();
  for (const [person, name] of [
    [ann, "Annabel"],
    [ben, "Benedict"],
  ] as const)
    await api.services.db.transaction(async (tx) => {
      const owner = person === ann ? ben : ann;
      await copyNames(tx, "person", owner.id, [{ id: person.id, name }]);
    });
  const shownTo = async ({ caller }: DuetPerson, filter: { personId?: string; q?: string }) =>
    (await caller.sessions.list(filter)).items.flatMap((item) => (item.id === id ? [item.person?.name] : []));
  for (const say of [id, bensRoom]) {
    await ben.caller.duet.send({ sessionId: say, content: "Hello" });
    expect(await shownTo(ann, {})).toEqual(["Benedict"]);
    expect(await shownTo(ben, {})).toEqual(["Annabel"]);
    expect(await shownTo(ben, { personId: ann.id })).toEqual(["Annabel"]);
    expect(await shownTo(ben, { q: "annab" })).toEqual(["Annabel"]);
    expect(await shownTo(ben, { personId: ben.id })).toEqual([]);
    expect(await shownTo(ben, { q: "bened" })).toEqual([]);
    expect(await shownTo(ann, { q: "bened" })).toEqual(["Benedict"]);
    expect(await shownTo(ann, { personId: ann.id })).toEqual([]);
  }
  expect((await ben.caller.sessions.get({ id })).person).toEqual({ id: ann.id, name: "Annabel" });
});
