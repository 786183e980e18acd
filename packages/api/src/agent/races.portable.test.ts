import { event, message } from "@parley/db/schema/session";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../root.ts";
import { startTestApi, type TestApi, type TestPerson } from "../testing.ts";

const MINUTE = 60_000;
let api: TestApi;
let me: TestPerson;
let caller: Caller;

beforeAll(async () => {
  api = await startTestApi();
  me = await api.person();
  caller = me.caller;
});
afterAll(() => api[Symbol.asyncDispose]());

const begin = (timeoutConfig = {}) =>
  caller.agent.create({ agentId: me.agentId, userId: "visitor", timeoutConfig });

const times = <T>(n: number, make: (i: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: n }, (_, i) => make(i)));

/** `ok`, or the reason of the refusal. */
const outcomesOf = (results: PromiseSettledResult<unknown>[]) =>
  results
    .map((r) => (r.status === "fulfilled" ? "ok" : (r.reason?.cause?.reason ?? String(r.reason))))
    .sort();

async function stored(sessionId: string) {
  const { db } = api.services;
  const [messages, events] = await Promise.all([
    db.select().from(message).where(eq(message.sessionId, sessionId)).orderBy(asc(message.createdAt)),
    db.select().from(event).where(eq(event.sessionId, sessionId)).orderBy(asc(event.seq)),
  ]);
  return { messages, events };
}

describe("100 concurrent sends to one session", () => {
  it("are all stored once, numbered without gaps or duplicates", async () => {
    const { id } = await begin();
    const results = await times(100, (i) => caller.agent.messages.send({ sessionId: id, content: `m${i}` }));
    expect(outcomesOf(results)).toEqual(Array(100).fill("ok"));

    const { messages, events } = await stored(id);
    expect(new Set(messages.map((m) => m.content)).size).toBe(100);
    expect(messages).toHaveLength(100);
    expect(events.map((e) => e.seq)).toEqual(Array.from({ length: 101 }, (_, i) => i + 1));
    // Sequence numbers and times give the same order.
    expect(messages.map((m) => m.seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 2));
    expect(new Set(messages.map((m) => m.createdAt.getTime())).size).toBe(100);
    expect(events.slice(1).map((e) => e.messageId)).toEqual(messages.map((m) => m.id));
    const session = await caller.agent.get({ id });
    expect(session.renewalCount).toBe(100);
    const counts = results.map((r) => (r.status === "fulfilled" ? r.value.sessionStatus.renewalCount : 0));
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  it("are returned exactly once when read page by page", async () => {
    const { id } = await begin();
    await times(100, (i) => caller.agent.messages.send({ sessionId: id, content: `m${i}` }));
    const seen: string[] = [];
    let before: number | undefined;
    for (let more = true; more; ) {
      const page = await caller.agent.messages.list({ sessionId: id, limit: 7, before });
      seen.push(...page.items.map((m) => m.content));
      more = page.hasMore;
      before = page.cursors.before ?? undefined;
    }
    expect(seen).toHaveLength(100);
    expect(new Set(seen).size).toBe(100);
  });
});

it("stores a message once when it is sent 20 times concurrently with one id, and returns it to all 20", async () => {
  const session = await begin();
  const id = crypto.randomUUID();
  const results = await times(20, () =>
    caller.agent.messages.send({ sessionId: session.id, id, content: "hello" }),
  );
  expect(outcomesOf(results)).toEqual(Array(20).fill("ok"));
  const answers = results.map((r) => (r.status === "fulfilled" ? r.value.message : null));
  expect(new Set(answers.map((m) => JSON.stringify(m))).size).toBe(1);
  const { messages, events } = await stored(session.id);
  expect(messages.map((m) => m.id)).toEqual([id]);
  expect(events.map((e) => e.seq)).toEqual([1, 2]);
  expect((await caller.agent.get({ id: session.id })).renewalCount).toBe(1);
});

it("refuses an id that belongs to a message of another session", async () => {
  const [one, other] = [await begin(), await begin()];
  const id = crypto.randomUUID();
  await caller.agent.messages.send({ sessionId: one.id, id, content: "first" });
  const results = await times(3, () =>
    caller.agent.messages.send({ sessionId: other.id, id, content: "second" }),
  );
  expect(outcomesOf(results)).toEqual(["CONFLICT", "CONFLICT", "CONFLICT"]);
  expect((await stored(other.id)).messages).toEqual([]);
});

it("deletes a session once: of two concurrent deletes one is answered SESSION_NOT_FOUND", async () => {
  const { id } = await begin();
  const results = await times(2, () => caller.agent.end({ id }));
  expect(outcomesOf(results)).toEqual(["SESSION_NOT_FOUND", "ok"]);
});

it("leaves no rows behind when sends race with a delete", async () => {
  for (let round = 0; round < 10; round++) {
    const { id } = await begin();
    const sends = times(10, (i) => caller.agent.messages.send({ sessionId: id, content: `m${i}` }));
    await caller.agent.end({ id });
    const outcomes = new Set(outcomesOf(await sends));
    outcomes.delete("ok");
    outcomes.delete("SESSION_NOT_FOUND");
    expect([...outcomes]).toEqual([]);
    expect(await stored(id)).toEqual({ messages: [], events: [] });
    await expect(caller.agent.get({ id })).rejects.toMatchObject({ cause: { reason: "SESSION_NOT_FOUND" } });
  }
});

it("accepts one of several concurrent changes that name the same version", async () => {
  const { id, version } = await begin();
  const results = await times(5, (i) =>
    caller.agent.setTimeout({ id, timeoutMinutes: 10 + i, ifVersion: version }),
  );
  expect(outcomesOf(results)).toEqual([...Array(4).fill("PRECONDITION_FAILED"), "ok"]);
  const won = results.find((r) => r.status === "fulfilled");
  const session = await caller.agent.get({ id });
  expect(session).toMatchObject({ version: version + 1 });
  expect(session.timeoutConfig).toEqual(won?.status === "fulfilled" ? won.value.timeoutConfig : null);
});

it("accepts one of several concurrent changes to an agent that name the same version", async () => {
  const agent = await caller.agent.agents.create({ name: "Versioned" });
  const results = await times(5, (i) =>
    caller.agent.agents.update({ id: agent.id, name: `Name ${i}`, ifVersion: agent.version }),
  );
  expect(outcomesOf(results)).toEqual([...Array(4).fill("PRECONDITION_FAILED"), "ok"]);
});

it("creates one session when the same repeatable request runs concurrently", async () => {
  const repeatable = { seed: crypto.randomUUID(), firstAt: api.clock.now() };
  const again = api.callerOf({ type: "user", ownerId: me.id }, { repeatable });
  const results = await times(5, () => again.agent.create({ agentId: me.agentId, userId: "once" }));
  expect(outcomesOf(results)).toEqual(Array(5).fill("ok"));
  const made = results.map((r) => (r.status === "fulfilled" ? r.value : null));
  expect(new Set(made.map((s) => `${s?.id} ${s?.sessionToken}`)).size).toBe(1);
  const { total } = await caller.agent.list({ userId: "once" });
  expect(total).toBe(1);
});

it("either renews or reports the expiry, never both, when renewals race with the expiry", async () => {
  for (const afterExpiryMs of [-1, 0, 1]) {
    const { id, expiresAt } = await begin({ timeoutMinutes: 5, autoRenew: false });
    api.clock.advance(5 * MINUTE + afterExpiryMs);
    const results = await times(6, () => caller.agent.renew({ id }));
    const session = await caller.sessions.get({ id });
    if (afterExpiryMs < 0) {
      expect(outcomesOf(results)).toEqual(Array(6).fill("ok"));
      expect(session).toMatchObject({ status: "active", renewalCount: 6 });
    } else {
      expect(outcomesOf(results)).toEqual(Array(6).fill("SESSION_EXPIRED"));
      expect(session).toMatchObject({ status: "expired", renewalCount: 0, expiresAt });
    }
  }
});

it("returns from a heartbeat the change whose lock it waited for", async () => {
  const { id } = await begin();
  const { db } = api.services;
  let beat: ReturnType<typeof caller.agent.heartbeat> | undefined;
  await db.$client.begin(async (tx) => {
    await tx`update agent_session set timeout_minutes = 45 where session_id = ${id}`;
    await tx`update session set title = 'Renamed', version = version + 1 where id = ${id}`;
    beat = caller.agent.heartbeat({ id });
    await waitUntilBlocked(tx);
  });
  const returned = await beat;
  expect(returned).toEqual(await caller.agent.get({ id }));
  expect(returned).toMatchObject({ title: "Renamed", timeoutConfig: { timeoutMinutes: 45 } });
});

/** Polls until another connection waits for a lock that this transaction holds. */
async function waitUntilBlocked(tx: { unsafe(statement: string): PromiseLike<unknown[]> }): Promise<void> {
  for (;;) {
    const waiting = await tx.unsafe(
      "select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))",
    );
    if (waiting.length > 0) return;
  }
}
