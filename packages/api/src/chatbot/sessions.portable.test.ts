import type { Tx } from "@parley/db/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeReply } from "../session/reply/writer.ts";
import { startTestApi, type TestApi, type TestPerson } from "../testing.ts";
import { startScheduledSessions } from "./jobs.ts";
import { chatbotServices } from "./services.ts";

const never = new AbortController().signal;
let api: TestApi;
let me: TestPerson;

beforeEach(async () => {
  api = await startTestApi();
  me = await api.person();
});
afterEach(() => api[Symbol.asyncDispose]());

async function begin(startTime?: string) {
  const { caller } = me;
  const bot = await caller.chatbot.chatbots.create({
    name: "Shop help",
    metadata: { greeting: "Hello, how can I help?" },
    knowledgeBase: [{ title: "Returns", content: "You can return goods within 30 days of delivery." }],
  });
  const client = await caller.chatbot.clients.create({ name: "Ada", email: "ada@example.com" });
  const session = await caller.chatbot.create({ chatbotId: bot.id, clientId: client.id, startTime });
  return { bot, client, session, id: session.id };
}

/** Writes all queued replies, as the worker does. */
async function answerAll(): Promise<void> {
  for (;;) {
    const claim = await api.services.replies.claim(api.clock.now());
    if (!claim) return;
    await writeReply(api.services, claim, never);
  }
}
const refused = (reason: string, details = {}) => ({ cause: { reason, details } });

describe("a chatbot session", () => {
  it("is active and has no messages when it is created", async () => {
    const { id, bot, client, session } = await begin();
    expect(session).toMatchObject({
      status: "ACTIVE",
      chatbotId: bot.id,
      clientId: client.id,
      endTime: null,
    });
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    expect(await me.caller.chatbot.get({ id })).toMatchObject({
      messages: [],
      chatbot: { name: "Shop help" },
      client: { name: "Ada" },
    });
  });

  it("stores added messages in order, with their roles and given times", async () => {
    const { id } = await begin();
    const timestamp = "2020-01-02T03:04:05.000Z";
    const { messages } = me.caller.chatbot;
    await messages.add({ sessionId: id, message: { role: "user", content: "First", timestamp } });
    await messages.add({ sessionId: id, message: { role: "system", content: "Second" } });
    const { messages: all } = await messages.add({
      sessionId: id,
      message: { role: "assistant", content: "Third" },
    });
    expect(all.map(({ role, content }) => [role, content])).toEqual([
      ["user", "First"],
      ["system", "Second"],
      ["assistant", "Third"],
    ]);
    expect(all[0]?.timestamp).toBe(timestamp);
    expect(Object.keys(all[1] ?? {})).toEqual(["role", "content", "timestamp"]);
  });

  it("answers once from the knowledge base, with a citation", async () => {
    const { id } = await begin();
    const content = "How long can I return goods?";
    const first = await me.caller.chatbot.messages.send({ sessionId: id, content });
    const again = await me.caller.chatbot.messages.send({ sessionId: id, content });
    expect(again.messageId).toBe(first.messageId);
    await answerAll();
    const { messages } = await me.caller.chatbot.get({ id });
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
    expect(messages[1]?.content).toContain("30 days");
    const { items } = await me.caller.sessions.messages({ sessionId: id });
    expect(items[0]?.metadata.citations).toMatchObject([{ title: "Returns" }]);
  });

  it("does not store a chat again when the same content was added as a message before", async () => {
    const { id } = await begin();
    const content = "Are you open on Sunday?";
    await me.caller.chatbot.messages.add({ sessionId: id, message: { role: "user", content } });
    await me.caller.chatbot.messages.send({ sessionId: id, content });
    await answerAll();
    const { messages } = await me.caller.chatbot.get({ id });
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
  });

  it("ends once, drops its queued replies, and accepts no more messages", async () => {
    const { id } = await begin();
    await me.caller.chatbot.messages.send({ sessionId: id, content: "Hello?" });
    const ends = await Promise.allSettled([1, 2, 3].map(() => me.caller.chatbot.end({ id })));
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await answerAll();
    const session = await me.caller.chatbot.get({ id });
    expect(session).toMatchObject({ status: "COMPLETED", endTime: expect.any(String) });
    expect(session.messages).toHaveLength(1);
    await expect(me.caller.chatbot.messages.send({ sessionId: id, content: "x" })).rejects.toMatchObject(
      refused("SESSION_NOT_ACTIVE"),
    );
  });

  it("ends at the time of the call, whatever end was set before", async () => {
    const { id } = await begin();
    const later = new Date(api.clock.now().getTime() + 3_600_000).toISOString();
    expect(await me.caller.chatbot.update({ id, endTime: later })).toMatchObject({ endTime: later });
    const endTime = api.clock.now().toISOString();
    expect(await me.caller.chatbot.end({ id })).toMatchObject({ status: "COMPLETED", endTime });
    // The end of an ended session can still be corrected, and other changes leave it as it is.
    expect(await me.caller.chatbot.update({ id, endTime: later })).toMatchObject({ endTime: later });
    expect(await me.caller.chatbot.update({ id, title: "Over" })).toMatchObject({ endTime: later });
  });

  it("enqueues no reply to a system message, and none at all once it has ended", async () => {
    const { id } = await begin();
    const { add, send } = me.caller.chatbot.messages;
    await add({ sessionId: id, message: { role: "system", content: "A note" } });
    const { messageId } = await send({ sessionId: id, content: "Hello" });
    const { items } = await me.caller.sessions.messages({ sessionId: id });
    const note = items.find(({ content }) => content === "A note")?.id ?? "";
    const { retry } = me.caller.chatbot.replies;
    await expect(retry({ sessionId: id, messageId: note })).rejects.toMatchObject(refused("NOT_FOUND"));
    await me.caller.chatbot.end({ id });
    // A retry that read the session as active just before it ended.
    const { replies, clock } = api.services;
    const { sessions } = chatbotServices(api.services);
    const isOpen = (tx: Tx) => sessions.isActive(tx, { id, ownerId: me.id });
    expect(await replies.enqueueAgain(messageId, id, me.id, clock(), isOpen)).toBe("gone");
    expect(await replies.claim(clock())).toBeUndefined();
  });

  it("is marked, and gets the careful answer, when the client may be in danger", async () => {
    const { id } = await begin();
    await me.caller.chatbot.messages.send({ sessionId: id, content: "I want to kill myself" });
    await answerAll();
    const { dangerAt, messages } = await me.caller.chatbot.get({ id });
    expect(dangerAt).not.toBeNull();
    expect(messages.at(-1)?.content).toContain("988");
  });

  it("can't be read, ended, changed or copied by another owner", async () => {
    const { id, bot } = await begin();
    const other = await api.person();
    await expect(other.caller.chatbot.get({ id })).rejects.toMatchObject(refused("SESSION_NOT_FOUND"));
    await expect(other.caller.chatbot.end({ id })).rejects.toMatchObject(refused("SESSION_NOT_ACTIVE"));
    await expect(other.caller.chatbot.update({ id, title: "Mine" })).rejects.toMatchObject(
      refused("SESSION_NOT_FOUND"),
    );
    const client = await other.caller.chatbot.clients.create({ name: "Eve" });
    await expect(
      other.caller.chatbot.create({ chatbotId: bot.id, clientId: client.id }),
    ).rejects.toMatchObject(refused("CHATBOT_OR_CLIENT_NOT_FOUND"));
    expect((await other.caller.chatbot.list({})).total).toBe(0);
  });

  it("that is scheduled starts at its time, with the greeting first", async () => {
    const at = new Date(api.clock.now().getTime() + 60_000);
    const { id } = await begin(at.toISOString());
    await startScheduledSessions(api.services);
    expect(await me.caller.chatbot.get({ id })).toMatchObject({ status: "SCHEDULED", messages: [] });
    api.clock.advance(60_000);
    await startScheduledSessions(api.services);
    expect(await me.caller.chatbot.get({ id })).toMatchObject({
      status: "ACTIVE",
      startTime: at.toISOString(),
      messages: [{ role: "assistant", content: "Hello, how can I help?" }],
    });
  });
});

it("lists sessions that match the filters, newest first, and shows them in the inbox", async () => {
  const { id, bot, client } = await begin();
  const { caller } = me;
  api.clock.advance(1_000);
  const other = await caller.chatbot.create({ chatbotId: bot.id, clientId: client.id, title: "100% wool" });
  expect((await caller.chatbot.list({})).items.map((item) => item.id)).toEqual([other.id, id]);
  const found = await caller.chatbot.list({ searchString: "00% W" });
  expect(found).toMatchObject({ total: 1, items: [{ id: other.id }] });
  expect((await caller.chatbot.list({ searchString: "0_%" })).total).toBe(0);
  await caller.chatbot.end({ id });
  expect((await caller.chatbot.list({ status: "COMPLETED", chatbotId: bot.id })).total).toBe(1);
  const inbox = await caller.sessions.list({});
  expect(inbox.items).toMatchObject([
    {
      id: other.id,
      kind: "chatbot",
      status: "active",
      answeredBy: { name: "Shop help" },
      person: { name: "Ada" },
    },
    { id, status: "done" },
  ]);
  expect(await caller.sessions.get({ id })).toMatchObject({ kind: "chatbot", status: "COMPLETED" });
});

it("is deleted with its messages by its owner only", async () => {
  const { id } = await begin();
  await me.caller.chatbot.messages.send({ sessionId: id, content: "Hello?" });
  const other = await api.person();
  await expect(other.caller.sessions.delete({ id })).rejects.toMatchObject(refused("SESSION_NOT_FOUND"));
  const removals = await Promise.allSettled([1, 2].map(() => me.caller.sessions.delete({ id })));
  expect(removals.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await answerAll();
  await expect(me.caller.chatbot.get({ id })).rejects.toMatchObject(refused("SESSION_NOT_FOUND"));
  expect((await api.services.db.$client`select id from message where session_id = ${id}`).length).toBe(0);
});
