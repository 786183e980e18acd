import { user } from "@parley/db/schema/auth";
import { event, message, reply, session } from "@parley/db/schema/session";
import { asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, type TestApi } from "../testing.ts";
import { duetSession } from "./fixtures/duet/table.ts";
import { type DuetPerson, type Duets, startDuet, startDuetApi } from "./fixtures/start-duet.ts";
import { indexMessages } from "./read/words.ts";
import { announce } from "./write/announce.ts";
import { copyNames } from "./write/rename.ts";

const OPERATIONS = 900;
const AT_ONCE = 24;
const DUETS = 4;
/** The refusals that are right when others change the same session at the same time. */
const FAIR = new Set(["SESSION_NOT_FOUND", "DUET_PAUSED", "NOT_FOUND", "CONFLICT", "FORBIDDEN"]);

let duets: Duets;
let other: TestApi;
beforeAll(async () => {
  duets = await startDuet();
  other = await startDuetApi({ database: duets.database });
  duets.startWorker();
  duets.startWorker(other);
});
afterAll(async () => {
  await duets[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

type Slot = { id: string; annsRoom: string; bensRoom: string };
type Operation = (
  slot: Slot,
  as: (person: DuetPerson) => DuetPerson["caller"],
  at: TestApi,
) => Promise<unknown>;

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;
const content = "Is it so?";

/** An event for every duet and room, as a job publishes it. */
const sweep = ({ services }: TestApi) =>
  announce(services, {
    type: "session.updated",
    due: sql`select s.id as session_id, s.owner_id from ${duetSession} k
      join ${session} s on s.id = k.session_id and s.owner_id = k.owner_id
      order by random() limit 10 for update of s, k skip locked`,
    mark: sql`update ${duetSession} k set turn = k.turn + 1 from due
      where k.session_id = due.session_id and k.owner_id = due.owner_id returning k.session_id, k.owner_id`,
    now: services.clock(),
  });

/** The name of a person changes in all sessions that show it. */
async function rename({ services: { db } }: TestApi, owner: DuetPerson, shown: DuetPerson) {
  const name = `Person ${Math.random()}`;
  await db.transaction(async (tx) => {
    await tx.update(user).set({ name }).where(eq(user.id, shown.id));
    await copyNames(tx, "person", owner.id, [{ id: shown.id, name }]);
  });
}

function operations(): Operation[] {
  const { ann, ben } = duets;
  const send: Operation[] = [
    ({ id }, as) => as(ann).duet.send({ sessionId: id, content }),
    ({ id }, as) => as(ben).duet.send({ sessionId: id, content }),
    ({ annsRoom }, as) => as(ann).duet.send({ sessionId: annsRoom, content }),
    ({ bensRoom }, as) => as(ben).duet.send({ sessionId: bensRoom, content }),
  ];
  return [
    ...send,
    ...send,
    ({ id }, as) => as(ann).sessions.markRead({ id }),
    ({ id }, as) => as(ben).sessions.markRead({ id }),
    ({ id }, as) => as(ann).sessions.update({ id, title: `${Math.random()}` }),
    ({ id }, as) => as(ben).sessions.update({ id, pinned: Math.random() < 0.5 }),
    ({ id }, as) => as(ann).duet.pass({ id }),
    ({ id }, as) => as(ben).duet.setPaused({ id, paused: Math.random() < 0.3 }),
    ({ annsRoom }, as) => as(ann).duet.replies.stop({ sessionId: annsRoom }),
    ({ id }, as) => as(ben).duet.leave({ id }),
    ({ id }, as) => as(ann).duet.add({ id, personId: ben.id, role: "partner" }),
    (_, as) => as(ben).sessions.list({ q: "so" }),
    (_, __, at) => sweep(at),
    (_, __, at) => indexMessages(at.services.db),
    (_, __, at) => rename(at, ann, ben),
    (_, __, at) => rename(at, ben, ann),
    async (slot, as) => {
      const { id } = slot;
      Object.assign(slot, await duets.begin());
      await as(ann).sessions.delete({ id });
    },
  ];
}

/** What Postgres said, without the statement. */
const inner = (error: unknown) => (error instanceof Error ? String(error.cause ?? error) : error);

it("keeps duets and rooms whole, and waits for nothing in a circle, in a storm of everything at once", async () => {
  const slots: Slot[] = await Promise.all(Array.from({ length: DUETS }, () => duets.begin()));
  const all = operations();
  const unfair: unknown[] = [];
  let left = OPERATIONS;
  async function work() {
    while (left-- > 0) {
      const at = pick([duets.api, other]);
      await pick(all)(pick(slots), (person) => person.as({ api: at }), at).catch((error) => {
        if (!FAIR.has(error.cause?.reason)) unfair.push(inner(error));
      });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect([...duets.api.logged, ...other.logged].map(({ err }) => inner(err))).toEqual([]);
  expect(unfair).toEqual([]);
  const { db } = duets.api.services;
  await eventually(() => db.$count(reply)).toBe(0);

  const events = await db.select().from(event).orderBy(asc(event.sessionId), asc(event.seq));
  const messages = await db.select().from(message).orderBy(asc(message.sessionId), asc(message.createdAt));
  const sessions = await db.select().from(session);
  for (const { id, seq } of sessions) {
    const own = events.filter((e) => e.sessionId === id);
    expect(own.map((e) => e.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
    const announced = own.filter((e) => e.type === "message.created").map((e) => e.messageId);
    expect(announced).toEqual(messages.filter((m) => m.sessionId === id).map((m) => m.id));
  }
  expect(new Set(events.map((e) => e.sessionId))).toEqual(new Set(sessions.map((s) => s.id)));
  const [stats] = await db.execute<{ deadlocks: number }>(
    sql`select deadlocks::int from pg_stat_database where datname = current_database()`,
  );
  expect(stats?.deadlocks).toBe(0);
}, 60_000);
