import { chatbotSession } from "@parley/db/schema/chatbot";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestPerson } from "../testing.ts";

/** Requests that come at the same time are one statement, and know nothing of each other. */
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

const begin = (by = me, more = {}) => by.caller.chatbot.create({ ...by.people, ...more });
const add = (sessionId: string, content: string, more = {}, by = me) =>
  by.caller.chatbot.messages.add({ sessionId, message: { role: "user" as const, content, ...more } });
const said = async (id: string) =>
  (await me.caller.chatbot.get({ id })).messages.map(({ content }) => content);
const outcomes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((r) => (r.status === "fulfilled" ? "ok" : r.reason?.cause?.reason));

it("gives each of many sessions its own, and shows them as they are read later", async () => {
  const you = await owner();
  const later = new Date(api.clock.now().getTime() + 3_600_000).toISOString();
  const begun = await Promise.all([
    begin(me, { title: 'é 🙂 "1" \\' }),
    begin(you),
    begin(me, { startTime: later }),
  ]);
  for (const [i, session] of begun.entries()) {
    const by = i === 1 ? you : me;
    expect(await by.caller.chatbot.get({ id: session.id })).toMatchObject({ ...session, messages: [] });
    expect(session.clientId).toBe(by.people.clientId);
  }
  expect(begun.map(({ title }) => title)).toEqual(['é 🙂 "1" \\', null, null]);
  expect(begun.map(({ status }) => status)).toEqual(["ACTIVE", "ACTIVE", "SCHEDULED"]);
});

it("begins none for a chatbot or a client that is somebody else's or was removed, and the others", async () => {
  const you = await owner();
  const gone = await me.caller.chatbot.clients.create({ name: "Gone" });
  await me.caller.chatbot.clients.delete({ id: gone.id });
  const results = await Promise.allSettled([
    begin(),
    begin(me, { chatbotId: you.people.chatbotId }),
    begin(me, { clientId: gone.id }),
    begin(you),
  ]);
  const none = "CHATBOT_OR_CLIENT_NOT_FOUND";
  expect(outcomes(results)).toEqual(["ok", none, none, "ok"]);
});

it("stores each message in its own session, with who said it and when, and danger where it is", async () => {
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

it("refuses the message to a session that is over or somebody else's, and stores the others", async () => {
  const you = await owner();
  const [open, over, other] = await Promise.all([begin(), begin(), begin(you)]);
  await me.caller.chatbot.end({ id: over.id });
  const results = await Promise.allSettled([
    add(open.id, "heard"),
    add(over.id, "too late"),
    add(other.id, "a stranger's"),
    add(other.id, "the owner's", {}, you),
  ]);
  expect(outcomes(results)).toEqual(["ok", "SESSION_NOT_ACTIVE", "SESSION_NOT_ACTIVE", "ok"]);
  expect(await said(open.id)).toEqual(["heard"]);
  expect(await said(over.id)).toEqual([]);
  const { messages } = await you.caller.chatbot.get({ id: other.id });
  expect(messages.map(({ content }) => content)).toEqual(["the owner's"]);
});

it("makes nobody wait for a session that somebody else is changing, nor lets a message in after its end", async () => {
  const [held, free] = await Promise.all([begin(), begin()]);
  let late: Promise<PromiseSettledResult<unknown>[]> | undefined;
  await api.services.db.transaction(async (tx) => {
    const ended = { status: "COMPLETED" as const, endTime: api.clock.now() };
    await tx.update(chatbotSession).set(ended).where(eq(chatbotSession.sessionId, held.id));
    late = Promise.allSettled([add(held.id, "patient")]);
    await add(free.id, "at once");
    expect(await said(free.id)).toEqual(["at once"]);
  });
  expect(outcomes((await late) ?? [])).toEqual(["SESSION_NOT_ACTIVE"]);
  expect(await said(held.id)).toEqual([]);
});
