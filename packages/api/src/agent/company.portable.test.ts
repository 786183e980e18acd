import { agentSession } from "@parley/db/schema/agent";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestPerson } from "../testing.ts";
import { agentServices } from "./services.ts";
import { agentSettings } from "./settings.ts";

/** Requests that come at the same time are written by one statement, and know nothing of each other. */
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
const said = async (sessionId: string) =>
  (await me.caller.agent.messages.list({ sessionId })).items.map((m) => m.content);

it("gives each of many sessions its own, and shows them as they are read later", async () => {
  const you = await api.person();
  const begun = await Promise.all([begin(me, { n: 1 }), begin(you, { n: 2 }), begin(me, { n: 3 })]);
  for (const [i, { sessionToken, ...session }] of begun.entries()) {
    expect(sessionToken).toContain(session.id);
    const { caller } = i === 1 ? you : me;
    expect(await caller.agent.get({ id: session.id })).toEqual(session);
    expect(session.metadata).toEqual({ n: i + 1 });
  }
});

it("stores each message in its own session, with all that it says", async () => {
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

it("refuses one message and stores the others", async () => {
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
  expect(await said(a.id)).toEqual(["second", "first"]);
  expect(await said(b.id)).toEqual(["third"]);
});

it("refuses the session of an agent that was removed meanwhile, and begins the others", async () => {
  const you = await api.person();
  const create = (agentId: string) =>
    agentServices(api.services).sessions.create({
      id: crypto.randomUUID(),
      ownerId: you.id,
      agentId,
      userId: "visitor",
      title: null,
      metadata: {},
      timeout: agentSettings.defaults.timeoutDefaults,
      now: api.clock.now(),
    });
  const results = await Promise.all([create(you.agentId), create("nobody"), create(you.agentId)]);
  expect(results.map((row) => row !== undefined)).toEqual([true, false, true]);
  expect((await you.caller.agent.list({})).total).toBe(2);
});

it("makes nobody wait for a session that somebody else is changing", async () => {
  const [held, free] = await Promise.all([begin(), begin()]);
  let late: Promise<unknown>[] = [];
  await api.services.db.transaction(async (tx) => {
    await tx.select().from(agentSession).where(eq(agentSession.sessionId, held.id)).for("update");
    late = [send(held.id, "patient"), me.caller.agent.heartbeat({ id: held.id })];
    await Promise.all([send(free.id, "at once"), me.caller.agent.heartbeat({ id: free.id })]);
    expect(await said(free.id)).toEqual(["at once"]);
    expect(await said(held.id)).toEqual([]);
  });
  await Promise.all(late);
  expect(await said(held.id)).toEqual(["patient"]);
  expect((await me.caller.agent.get({ id: held.id })).renewalCount).toBe(2);
});
