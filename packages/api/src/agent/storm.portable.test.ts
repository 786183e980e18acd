import { event, message, reply, session } from "@parley/db/schema/session";
import { asc, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Caller } from "../root.ts";
import { startReplyWorker, type Worker } from "../session/reply/worker.ts";
import { eventually, startTestApi, type TestApi, type TestPerson } from "../testing.ts";
import { sweepAgentSessions } from "./jobs.ts";

const OPERATIONS = 1_000;
const CONCURRENCY = 24;
const SESSIONS = 5;
/** Refusals that are correct when other requests change the same session concurrently. */
const EXPECTED_REASONS = new Set([
  "SESSION_NOT_FOUND",
  "SESSION_EXPIRED",
  "PRECONDITION_FAILED",
  "CONFLICT",
  "NOT_FOUND",
]);

let api: TestApi;
let other: TestApi;
let me: TestPerson;
let workers: Worker[];

beforeAll(async () => {
  api = await startTestApi();
  other = await startTestApi({ database: api.database });
  me = await api.person();
  workers = [api, other].map(({ services }) => startReplyWorker(services));
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await other[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});

type Slot = { id: string; version: number; messageIds: string[] };
type Operation = (caller: Caller, slot: Slot) => Promise<unknown>;

async function send(caller: Caller, slot: Slot) {
  const { message } = await caller.agent.messages.send({ sessionId: slot.id, content: "Is it so?" });
  slot.messageIds.push(message.id);
}

const begin = () => me.caller.agent.create({ agentId: me.agentId, userId: "storm" });

/** Picked at random; sending is listed several times because it is the most frequent operation. */
const operations: Operation[] = [
  send,
  send,
  send,
  send,
  (caller, { id }) => caller.agent.heartbeat({ id }),
  (caller, { id }) => caller.agent.renew({ id }),
  (caller, { id }) => caller.agent.get({ id }),
  (caller, { id }) => caller.agent.messages.list({ sessionId: id }),
  async (caller, slot) => {
    const changed = { id: slot.id, timeoutMinutes: 20, ifVersion: slot.version };
    slot.version = (await caller.agent.setTimeout(changed)).version;
  },
  async (caller, slot) => {
    slot.version = (await caller.sessions.update({ id: slot.id, pinned: slot.version % 2 === 0 })).version;
  },
  (caller, { id }) => caller.sessions.markRead({ id }),
  (caller, { id }) => caller.agent.replies.stop({ sessionId: id }),
  async (caller, { id, messageIds }) => {
    const messageId = messageIds[Math.floor(Math.random() * messageIds.length)];
    if (messageId) await caller.agent.replies.retry({ sessionId: id, messageId });
  },
  (_, slot) => sweepAgentSessions(slot.version % 2 ? api.services : other.services),
  async (caller, slot) => {
    const { id } = slot;
    Object.assign(slot, { ...(await begin()), messageIds: [] });
    await caller.agent.end({ id });
  },
];

/** The error of Postgres, without the statement. */
const withoutStatement = ({ err, message }: TestApi["logged"][number]) => [
  message,
  err instanceof Error ? String(err.cause ?? err) : err,
];

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;

it("keeps every session consistent, without deadlocks, under concurrent operations of all types", async () => {
  const callers = [me.caller, other.callerOf({ type: "user", ownerId: me.id })];
  const slots: Slot[] = await Promise.all(
    Array.from({ length: SESSIONS }, async () => ({ ...(await begin()), messageIds: [] })),
  );
  const unexpected: unknown[] = [];
  let left = OPERATIONS;
  async function work() {
    while (left-- > 0) {
      await pick(operations)(pick(callers), pick(slots)).catch((error) => {
        if (!EXPECTED_REASONS.has(error.cause?.reason)) unexpected.push(error);
      });
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  expect([...api.logged, ...other.logged].map(withoutStatement)).toEqual([]);
  expect(unexpected).toEqual([]);

  const { db } = api.services;
  await eventually(() => db.$count(reply)).toBe(0);
  expect([...api.logged, ...other.logged].map(withoutStatement)).toEqual([]);

  const events = await db.select().from(event).orderBy(asc(event.sessionId), asc(event.seq));
  const messages = await db.select().from(message).orderBy(asc(message.sessionId), asc(message.createdAt));
  expect(messages.length).toBeGreaterThan(SESSIONS);
  const sessions = await db.select().from(session);
  for (const { id, seq } of sessions) {
    const own = events.filter((e) => e.sessionId === id);
    expect(own.map((e) => e.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
    const messageEvents = own.filter((e) => e.type === "message.created").map((e) => e.messageId);
    expect(messageEvents).toEqual(messages.filter((m) => m.sessionId === id).map((m) => m.id));
  }
  // No event of a deleted session is left.
  expect(new Set(events.map((e) => e.sessionId))).toEqual(new Set(sessions.map((s) => s.id)));
  const answered = messages.filter((m) => m.isAgent && m.status === "complete").map((m) => m.replyTo);
  expect(new Set(answered).size).toBe(answered.length);

  const [stats] = await db.execute<{ deadlocks: number }>(
    sql`select deadlocks::int from pg_stat_database where datname = current_database()`,
  );
  expect(stats?.deadlocks).toBe(0);
}, 30_000);
