import { chatbotSession } from "@parley/db/schema/chatbot";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestPerson } from "../testing.ts";

// Concurrent requests are batched into one statement; each must have its own result.

type Owner = TestPerson & { people: { chatbotId: string; clientId: string } };
let api: TestApi;
let me: Owner;

beforeAll(async () => {
  api = await startTestApi();
  me = await owner();
});
afterAll(() => api[Symbol.asyncDispose]());

async function owner(): Promise<Owner> {
  const person = await api.person();
  const { id: chatbotId } = await person.caller.chatbot.chatbots.create({ name: "Shop help" });
  const { id: clientId } = await person.caller.chatbot.clients.create({ name: "Ada" });
  return { ...person, people: { chatbotId, clientId } };
}

const begin = (as = me, more = {}) => as.caller.chatbot.create({ ...as.people, ...more });
const add = (sessionId: string, content: string, more = {}, as = me) =>
  as.caller.chatbot.messages.add({ sessionId, message: { role: "user" as const, content, ...more } });
const contentsOf = async (id: string) =>
  (await me.caller.chatbot.get({ id })).messages.map(({ content }) => content);
const outcomes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((r) => (r.status === "fulfilled" ? "ok" : r.reason?.cause?.reason));

it("returns each of several concurrent creates its own session, equal to a later read", async () => {
  const other = await owner();
  const startTime = new Date(api.clock.now().getTime() + 3_600_000).toISOString();
  const created = await Promise.all([
    begin(me, { title: 'é 🙂 "1" \\' }),
    begin(other),
    begin(me, { startTime }),
  ]);
  for (const [i, session] of created.entries()) {
    const as = i === 1 ? other : me;
    expect(await as.caller.chatbot.get({ id: session.id })).toMatchObject({ ...session, messages: [] });
    expect(session.clientId).toBe(as.people.clientId);
  }
  expect(created.map(({ title }) => title)).toEqual(['é 🙂 "1" \\', null, null]);
  expect(created.map(({ status }) => status)).toEqual(["ACTIVE", "ACTIVE", "SCHEDULED"]);
});

it("creates the sessions of a batch except those with another owner's or a deleted chatbot or client", async () => {
  const other = await owner();
  const deleted = await me.caller.chatbot.clients.create({ name: "Gone" });
  await me.caller.chatbot.clients.delete({ id: deleted.id });
  const results = await Promise.allSettled([
    begin(),
    begin(me, { chatbotId: other.people.chatbotId }),
    begin(me, { clientId: deleted.id }),
    begin(other),
  ]);
  const none = "CHATBOT_OR_CLIENT_NOT_FOUND";
  expect(outcomes(results)).toEqual(["ok", none, none, "ok"]);
});

it("stores each of several concurrent messages in its own session, with its role, time and danger", async () => {
  const sessions = await Promise.all(Array.from({ length: 20 }, () => begin()));
  const timestamp = "2026-01-02T03:04:05.000Z";
  const roles = ["user", "assistant", "system"] as const;
  await Promise.all(
    sessions.map(({ id }, i) =>
      add(id, i === 7 ? "I want to kill myself" : `"${i}" \\ é 🙂`, {
        role: roles[i % 2 === 1 ? 0 : i % 3],
        ...(i === 3 && { timestamp }),
      }),
    ),
  );
  const read = await Promise.all(sessions.map(({ id }) => me.caller.chatbot.get({ id })));
  expect(read.map(({ messages }) => messages.length)).toEqual(sessions.map(() => 1));
  expect(read.map(({ messages }) => messages[0]?.role)).toEqual(
    sessions.map((_, i) => roles[i % 2 === 1 ? 0 : i % 3]),
  );
  expect(read[5]?.messages[0]?.content).toBe('"5" \\ é 🙂');
  expect(read[3]?.messages[0]?.timestamp).toBe(timestamp);
  expect(read.flatMap(({ dangerAt }, i) => (dangerAt ? [i] : []))).toEqual([7]);
});

it("refuses messages to an ended session and another owner's, and stores the others of the batch", async () => {
  const other = await owner();
  const [active, ended, others] = await Promise.all([begin(), begin(), begin(other)]);
  await me.caller.chatbot.end({ id: ended.id });
  const results = await Promise.allSettled([
    add(active.id, "stored"),
    add(ended.id, "too late"),
    add(others.id, "not the owner's"),
    add(others.id, "the owner's", {}, other),
  ]);
  expect(outcomes(results)).toEqual(["ok", "SESSION_NOT_ACTIVE", "SESSION_NOT_ACTIVE", "ok"]);
  expect(await contentsOf(active.id)).toEqual(["stored"]);
  expect(await contentsOf(ended.id)).toEqual([]);
  const { messages } = await other.caller.chatbot.get({ id: others.id });
  expect(messages.map(({ content }) => content)).toEqual(["the owner's"]);
});

it("writes to other sessions while one is locked, and refuses a message that waited for the end of its session", async () => {
  const [locked, free] = await Promise.all([begin(), begin()]);
  let blocked: Promise<PromiseSettledResult<unknown>[]> | undefined;
  await api.services.db.transaction(async (tx) => {
    const ended = { status: "COMPLETED" as const, endTime: api.clock.now() };
    await tx.update(chatbotSession).set(ended).where(eq(chatbotSession.sessionId, locked.id));
    blocked = Promise.allSettled([add(locked.id, "blocked")]);
    await add(free.id, "not blocked");
    expect(await contentsOf(free.id)).toEqual(["not blocked"]);
  });
  expect(outcomes((await blocked) ?? [])).toEqual(["SESSION_NOT_ACTIVE"]);
  expect(await contentsOf(locked.id)).toEqual([]);
});
