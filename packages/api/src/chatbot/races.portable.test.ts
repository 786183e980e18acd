import { event, message, reply } from "@parley/db/schema/session";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startReplyWorker } from "../session/reply/worker.ts";
import { writeReply } from "../session/reply/writer.ts";
import { eventually, startTestApi, type TestApi, type TestPerson } from "../testing.ts";
import { chatbotServices } from "./services.ts";

let api: TestApi;
let me: TestPerson;
let people: { chatbotId: string; clientId: string };

beforeAll(async () => {
  api = await startTestApi();
  me = await api.person();
  const { id: chatbotId } = await me.caller.chatbot.chatbots.create({ name: "Shop help" });
  const { id: clientId } = await me.caller.chatbot.clients.create({ name: "Ada" });
  people = { chatbotId, clientId };
});
afterAll(() => api[Symbol.asyncDispose]());

const begin = () => me.caller.chatbot.create(people);
const add = (sessionId: string, content: string) =>
  me.caller.chatbot.messages.add({ sessionId, message: { role: "user", content } });
const times = <T>(n: number, make: (i: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: n }, (_, i) => make(i)));
const outcomesOf = (results: PromiseSettledResult<unknown>[]) =>
  results.map((r) => (r.status === "fulfilled" ? "ok" : (r.reason?.cause?.reason ?? String(r.reason))));
const count = (outcomes: string[], outcome: string) => outcomes.filter((each) => each === outcome).length;

async function stored(id: string) {
  const { db } = api.services;
  const messages = await db.select().from(message).where(eq(message.sessionId, id)).orderBy(asc(message.seq));
  const events = await db.select().from(event).where(eq(event.sessionId, id)).orderBy(asc(event.seq));
  return { messages, events };
}

async function answerAll() {
  for (;;) {
    const claim = await api.services.replies.claim(api.clock.now());
    if (!claim) return;
    await writeReply(api.services, claim, new AbortController().signal);
  }
}

it("stores 100 concurrent messages once each, numbered without gaps", async () => {
  const { id } = await begin();
  const outcomes = outcomesOf(await times(100, (i) => add(id, `m${i}`)));
  expect(count(outcomes, "ok")).toBe(100);
  const { messages, events } = await stored(id);
  expect(new Set(messages.map(({ content }) => content)).size).toBe(100);
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 101 }, (_, i) => i + 1));
  const { messages: shown } = await me.caller.chatbot.get({ id });
  expect(shown.map(({ content }) => content)).toEqual(messages.map(({ content }) => content));
});

it("accepts one of several concurrent ends, and stores no message after it", async () => {
  for (let round = 0; round < 8; round++) {
    const { id } = await begin();
    const [ends, adds] = await Promise.all([
      times(4, () => me.caller.chatbot.end({ id })),
      times(10, (i) => add(id, `m${i}`)),
    ]);
    expect(count(outcomesOf(ends), "ok")).toBe(1);
    expect(count(outcomesOf(ends), "SESSION_NOT_ACTIVE")).toBe(3);
    const { messages, events } = await stored(id);
    // Exactly the acknowledged messages are stored.
    expect(messages).toHaveLength(count(outcomesOf(adds), "ok"));
    expect(outcomesOf(adds).filter((o) => o !== "ok" && o !== "SESSION_NOT_ACTIVE")).toEqual([]);
    expect(events.at(-1)?.type).toBe("session.updated");
  }
});

it("stores no reply after the end when a chat races with it", async () => {
  for (let round = 0; round < 8; round++) {
    const { id } = await begin();
    await Promise.allSettled([
      me.caller.chatbot.messages.send({ sessionId: id, content: "Hello" }),
      me.caller.chatbot.end({ id }),
      answerAll(),
    ]);
    await answerAll();
    const { events } = await stored(id);
    expect(events.filter(({ type }) => type === "session.updated")).toHaveLength(1);
    expect(events.at(-1)?.type).toBe("session.updated");
    expect(await api.services.db.$count(reply, eq(reply.sessionId, id))).toBe(0);
  }
});

it("stores and answers concurrent chats with the same content once", async () => {
  const { id } = await begin();
  const sent = await times(10, () => me.caller.chatbot.messages.send({ sessionId: id, content: "Hello" }));
  expect(count(outcomesOf(sent), "ok")).toBe(10);
  await answerAll();
  const { messages } = await stored(id);
  expect(messages.map(({ isAgent }) => isAgent)).toEqual([false, true]);
});

it("serializes concurrent chats with different content, so that each is followed by its own answer", async () => {
  const { id } = await begin();
  const { services } = api;
  const worker = startReplyWorker(services);
  const sent = await times(5, (i) =>
    me.caller.chatbot.messages.send({ sessionId: id, content: `Question ${i}` }),
  );
  await eventually(() => services.db.$count(reply, eq(reply.sessionId, id))).toBe(0);
  await worker.stop();
  expect(count(outcomesOf(sent), "ok")).toBe(5);
  const { messages } = await stored(id);
  expect(messages.map(({ isAgent }) => isAgent)).toEqual(Array.from({ length: 10 }, (_, i) => i % 2 === 1));
  for (const [i, { replyTo }] of messages.entries()) if (i % 2) expect(replyTo).toBe(messages[i - 1]?.id);
});

it("stores a message once when it is sent again with its id, even after other messages", async () => {
  const { id } = await begin();
  await add(id, "Hello");
  const sent = { sessionId: id, id: `msg_${"0a".repeat(16)}`, content: "Hello" };
  const first = await me.caller.chatbot.messages.send(sent);
  await answerAll();
  await add(id, "Something else");
  const again = await me.caller.chatbot.messages.send(sent);
  await answerAll();
  expect(again.messageId).toBe(first.messageId);
  expect((await stored(id)).messages.map(({ isAgent }) => isAgent)).toEqual([false, true, false]);
});

it("accepts one of several concurrent changes that name the same version", async () => {
  const { id, version } = await begin();
  const outcomes = outcomesOf(
    await times(6, (i) => me.caller.chatbot.update({ id, title: `Title ${i}`, ifVersion: version })),
  );
  expect(count(outcomes, "ok")).toBe(1);
  expect(count(outcomes, "PRECONDITION_FAILED")).toBe(5);
});

it("starts a scheduled session once when several processes try", async () => {
  const startTime = new Date(api.clock.now().getTime() + 60_000).toISOString();
  const bot = await me.caller.chatbot.chatbots.create({ name: "Greeter", metadata: { greeting: "Hello" } });
  const { clientId } = people;
  const { id } = await me.caller.chatbot.create({ chatbotId: bot.id, clientId, startTime });
  api.clock.advance(60_000);
  const { clock } = api.services;
  const { sessions } = chatbotServices(api.services);
  let made = 0;
  const start = () => sessions.startDue(clock(), 10, () => `msg_${++made}`);
  const started = await Promise.all([start(), start(), start()]);
  expect(started.flat()).toEqual([{ id, ownerId: me.id }]);
  expect((await stored(id)).messages).toHaveLength(1);
});
