import { agentSession } from "@parley/db/schema/agent";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestPerson } from "../testing.ts";
import { agentServices } from "./services.ts";
import { agentSettings } from "./settings.ts";

// Concurrent requests are batched into one statement; each must have its own result.

let api: TestApi;
let me: TestPerson;

beforeAll(async () => {
  api = await startTestApi();
  me = await api.person();
});
afterAll(() => api[Symbol.asyncDispose]());

const begin = (person = me, metadata = {}) =>
  person.caller.agent.create({ agentId: person.agentId, userId: "visitor", metadata });
const send = (sessionId: string, content: string, more = {}) =>
  me.caller.agent.messages.send({ sessionId, content, ...more });
const outcomes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((r) => (r.status === "fulfilled" ? "ok" : r.reason?.cause?.reason));
const contentsOf = async (sessionId: string) =>
  (await me.caller.agent.messages.list({ sessionId })).items.map((m) => m.content);

it("returns each of several concurrent creates its own session, equal to a later read", async () => {
  const other = await api.person();
  const created = await Promise.all([begin(me, { n: 1 }), begin(other, { n: 2 }), begin(me, { n: 3 })]);
  for (const [i, { sessionToken, ...session }] of created.entries()) {
    expect(sessionToken).toContain(session.id);
    const { caller } = i === 1 ? other : me;
    expect(await caller.agent.get({ id: session.id })).toEqual(session);
    expect(session.metadata).toEqual({ n: i + 1 });
  }
});

it("stores each of several concurrent messages in its own session, with all its fields", async () => {
  const sessions = await Promise.all(Array.from({ length: 20 }, () => begin()));
  const attachments = [{ type: "image", url: "https://example.com/a.png" }];
  const sent = await Promise.all(
    sessions.map(({ id }, i) => send(id, `"${i}" \\ é 🙂`, { metadata: { i }, attachments })),
  );
  for (const [i, { id }] of sessions.entries()) {
    const { items } = await me.caller.agent.messages.list({ sessionId: id });
    expect(items).toEqual([sent[i]?.message]);
    expect(items[0]).toMatchObject({ content: `"${i}" \\ é 🙂`, metadata: { i }, attachments });
    expect((await me.caller.agent.get({ id })).renewalCount).toBe(1);
  }
});

it("refuses one message of a batch and stores the others", async () => {
  const [a, b, c] = await Promise.all([begin(), begin(), begin()]);
  const id = crypto.randomUUID();
  await send(a.id, "first", { id });
  await me.caller.agent.end({ id: c.id });
  const results = await Promise.allSettled([
    send(a.id, "second"),
    send(b.id, "with another's id", { id }),
    send(b.id, "third"),
    send(c.id, "too late"),
  ]);
  expect(outcomes(results)).toEqual(["ok", "CONFLICT", "ok", "SESSION_NOT_FOUND"]);
  expect(await contentsOf(a.id)).toEqual(["second", "first"]);
  expect(await contentsOf(b.id)).toEqual(["third"]);
});

it("creates the sessions of a batch except the one whose agent does not exist", async () => {
  const other = await api.person();
  const create = (agentId: string) =>
    agentServices(api.services).sessions.create({
      id: crypto.randomUUID(),
      ownerId: other.id,
      agentId,
      userId: "visitor",
      title: null,
      metadata: {},
      timeout: agentSettings.defaults.timeoutDefaults,
      now: api.clock.now(),
    });
  const results = await Promise.all([create(other.agentId), create("nobody"), create(other.agentId)]);
  expect(results.map((row) => row !== undefined)).toEqual([true, false, true]);
  expect((await other.caller.agent.list({})).total).toBe(2);
});

it("writes to other sessions while one session is locked by another transaction", async () => {
  const [locked, free] = await Promise.all([begin(), begin()]);
  let blocked: Promise<unknown>[] = [];
  await api.services.db.transaction(async (tx) => {
    await tx.select().from(agentSession).where(eq(agentSession.sessionId, locked.id)).for("update");
    blocked = [send(locked.id, "blocked"), me.caller.agent.heartbeat({ id: locked.id })];
    await Promise.all([send(free.id, "not blocked"), me.caller.agent.heartbeat({ id: free.id })]);
    expect(await contentsOf(free.id)).toEqual(["not blocked"]);
    expect(await contentsOf(locked.id)).toEqual([]);
  });
  await Promise.all(blocked);
  expect(await contentsOf(locked.id)).toEqual(["blocked"]);
  expect((await me.caller.agent.get({ id: locked.id })).renewalCount).toBe(2);
});
