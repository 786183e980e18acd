import { afterEach, beforeEach, expect, it } from "vitest";
import { writeReply } from "../../session/reply/writer.ts";
import { startTestApi, type TestApi, type TestPerson } from "../../testing.ts";

const never = new AbortController().signal;
const timeZone = "Pacific/Auckland";
let api: TestApi;
let me: TestPerson;

beforeEach(async () => {
  api = await startTestApi();
  me = await api.person();
  // Noon in Auckland, so that no test crosses midnight.
  api.clock.advance(Date.parse("2026-06-10T00:00:00Z") - api.clock.now().getTime());
});
afterEach(() => api[Symbol.asyncDispose]());

async function people(person = me) {
  const knowledgeBase = [{ title: "Returns", content: "You can return goods within 30 days of delivery." }];
  const { caller } = person;
  const bot = await caller.chatbot.chatbots.create({ name: "Shop help", knowledgeBase });
  const client = await caller.chatbot.clients.create({ name: "Ada" });
  return { chatbotId: bot.id, clientId: client.id };
}

async function ask(sessionId: string, content: string) {
  api.clock.advance(1_000);
  await me.caller.chatbot.messages.send({ sessionId, content });
  const claim = await api.services.replies.claim(api.clock.now());
  if (claim) await writeReply(api.services, claim, never);
}

const overview = (from: string, to: string, chatbotId?: string) =>
  me.caller.chatbot.overview({ from, to, timeZone, chatbotId });

it("counts sessions by local day and status, ratings, and lengths of ended sessions", async () => {
  const who = await people();
  const day = 86_400_000;
  for (const [rating, minutes] of [
    [5, 4],
    [2, 20],
  ] as const) {
    const { id } = await me.caller.chatbot.create(who);
    await ask(id, "How long can I return goods?");
    api.clock.advance(minutes * 60_000);
    await me.caller.chatbot.update({ id, status: "COMPLETED", feedback: { rating } });
  }
  api.clock.advance(day);
  await me.caller.chatbot.create(who);
  const found = await overview("2026-06-09", "2026-06-11");
  const none = { ACTIVE: 0, COMPLETED: 0, TERMINATED: 0, SCHEDULED: 0 };
  expect(found.days).toEqual([
    { day: "2026-06-09", sessions: none, rated: 0, meanRating: null },
    { day: "2026-06-10", sessions: { ...none, COMPLETED: 2 }, rated: 2, meanRating: 3.5 },
    { day: "2026-06-11", sessions: { ...none, ACTIVE: 1 }, rated: 0, meanRating: null },
  ]);
  expect(found.meanRating).toBe(3.5);
  expect(found.ratings.filter(({ count }) => count > 0)).toEqual([
    { rating: 2, count: 1 },
    { rating: 5, count: 1 },
  ]);
  expect(found.lengths).toMatchObject({ sessions: 2, messages: { median: 2, p90: 2 } });
  expect(found.lengths.messages.histogram.find(({ from }) => from === 1)).toEqual({
    from: 1,
    to: 3,
    count: 2,
  });
  expect(found.lengths.minutes.median).toBeCloseTo(4, 0);
  expect(found.lengths.minutes.histogram.filter(({ count }) => count > 0)).toEqual([
    { from: 1, to: 5, count: 1 },
    { from: 15, to: 30, count: 1 },
  ]);
});

it("counts nothing as unanswered that asked nothing of the knowledge", async () => {
  const { id } = await me.caller.chatbot.create(await people());
  const messages = [
    "Hi, how are you?",
    "Who are you?",
    "What can you help me with?",
    "I feel so tired",
    "Thanks",
  ];
  for (const content of messages) await ask(id, content);
  expect((await overview("2026-06-10", "2026-06-10")).unanswered.items).toEqual([]);
  await ask(id, "Do you sell tents?");
  expect((await overview("2026-06-10", "2026-06-10")).unanswered.total).toBe(1);
});

it("groups unanswered questions ignoring case and punctuation, and names their sessions", async () => {
  const who = await people();
  const first = await me.caller.chatbot.create(who);
  await ask(first.id, "Do you sell tents?");
  await ask(first.id, "How long can I return goods?");
  const second = await me.caller.chatbot.create(who);
  await ask(second.id, "Do you ship to Norway?");
  await ask(second.id, "do  you sell TENTS??");
  const { unanswered } = await overview("2026-06-10", "2026-06-10");
  expect(unanswered.total).toBe(2);
  expect(unanswered.items).toMatchObject([
    { text: "do  you sell TENTS??", count: 2, sessions: [{ id: second.id }, { id: first.id }] },
    { text: "Do you ship to Norway?", count: 1, sessions: [{ id: second.id }] },
  ]);
  const { items } = await me.caller.sessions.messages({ sessionId: second.id });
  const question = items.find(({ content }) => content === "do  you sell TENTS??");
  expect(unanswered.items[0]?.sessions[0]?.messageId).toBe(question?.id);
  const other = await people();
  expect((await overview("2026-06-10", "2026-06-10", other.chatbotId)).unanswered).toEqual({
    total: 0,
    items: [],
  });
  expect((await overview("2026-06-10", "2026-06-10", who.chatbotId)).unanswered.total).toBe(2);
});

it("is empty for another owner, and refuses invalid ranges", async () => {
  await me.caller.chatbot.create(await people());
  const other = await api.person();
  const theirs = await other.caller.chatbot.overview({
    from: "2026-06-10",
    to: "2026-06-10",
    timeZone: "UTC",
  });
  expect(theirs).toMatchObject({ meanRating: null, lengths: { sessions: 0, messages: { median: null } } });
  const refused = { cause: { reason: "VALIDATION_ERROR" } };
  await expect(overview("2026-06-11", "2026-06-10")).rejects.toMatchObject(refused);
  await expect(overview("2026-02-30", "2026-03-10")).rejects.toMatchObject(refused);
  await expect(overview("0000-01-01", "0000-01-02")).rejects.toMatchObject(refused);
  await expect(overview("9999-12-30", "9999-12-31")).rejects.toMatchObject(refused);
  await expect(overview("2020-01-01", "2026-01-01")).rejects.toMatchObject(refused);
  await expect(
    me.caller.chatbot.overview({ from: "2026-06-10", to: "2026-06-10", timeZone: "Nowhere/Else" }),
  ).rejects.toMatchObject(refused);
});
