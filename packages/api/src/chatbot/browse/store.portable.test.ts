import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeReply } from "../../session/reply/writer.ts";
import { startTestApi, type TestApi, type TestPerson } from "../../testing.ts";

const never = new AbortController().signal;
let api: TestApi;
let me: TestPerson;
let bot: { id: string };
let ada: { id: string };

beforeEach(async () => {
  api = await startTestApi();
  me = await api.person();
  const knowledgeBase = [{ title: "Returns", content: "You can return goods within 30 days of delivery." }];
  bot = await me.caller.chatbot.chatbots.create({ name: "Shop help", knowledgeBase });
  ada = await me.caller.chatbot.clients.create({ name: "Ada Lovelace" });
});
afterEach(() => api[Symbol.asyncDispose]());

async function begin(title?: string, clientId = ada.id, chatbotId = bot.id) {
  api.clock.advance(1_000);
  return (await me.caller.chatbot.create({ chatbotId, clientId, title })).id;
}

async function ask(sessionId: string, content: string) {
  await me.caller.chatbot.messages.send({ sessionId, content });
  const claim = await api.services.replies.claim(api.clock.now());
  if (claim) await writeReply(api.services, claim, never);
}

const browse = (input: Parameters<TestPerson["caller"]["chatbot"]["browse"]>[0] = {}) =>
  me.caller.chatbot.browse(input);
const idsOf = ({ items }: Awaited<ReturnType<typeof browse>>) => items.map(({ id }) => id);

describe("browse", () => {
  it("returns the facts of each session without its messages", async () => {
    const id = await begin("A lamp");
    await ask(id, "Do you sell tents?");
    await me.caller.chatbot.update({ id, status: "COMPLETED", feedback: { rating: 4 } });
    const { items } = await browse();
    expect(items).toEqual([
      {
        id,
        title: "A lamp",
        status: "COMPLETED",
        rating: 4,
        messageCount: 2,
        chatbot: { id: bot.id, name: "Shop help" },
        client: { id: ada.id, name: "Ada Lovelace" },
        createdAt: expect.stringMatching(/Z$/),
        startTime: expect.stringMatching(/Z$/),
        endTime: expect.stringMatching(/Z$/),
        lastWords: { text: expect.any(String), isAgent: true },
        danger: false,
        unanswered: true,
      },
    ]);
  });

  it("returns each session once over all pages, even those created at the same time", async () => {
    const ids = await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        me.caller.chatbot.create({ chatbotId: bot.id, clientId: ada.id, title: `Number ${index}` }),
      ),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await browse({ limit: 7, cursor });
      seen.push(...idsOf(page));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(25);
    expect(seen).toEqual(
      ids
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
  });

  it("filters by status, chatbot, client, time, rating, danger and missing answers", async () => {
    const other = await me.caller.chatbot.chatbots.create({ name: "Other" });
    const bert = await me.caller.chatbot.clients.create({ name: "Bert" });
    const plain = await begin("Plain");
    const between = api.clock.now().toISOString();
    const rated = await begin("Rated", bert.id);
    await me.caller.chatbot.update({ id: rated, status: "TERMINATED", feedback: { rating: 1 } });
    const danger = await begin("Danger", ada.id, other.id);
    await ask(danger, "I want to kill myself");
    const unanswered = await begin("Unanswered");
    await ask(unanswered, "Do you sell tents?");
    expect(idsOf(await browse())).toEqual([unanswered, danger, rated, plain]);
    expect(idsOf(await browse({ status: "TERMINATED" }))).toEqual([rated]);
    expect(idsOf(await browse({ chatbotId: other.id }))).toEqual([danger]);
    expect(idsOf(await browse({ clientId: bert.id }))).toEqual([rated]);
    expect(idsOf(await browse({ to: between }))).toEqual([plain]);
    expect(idsOf(await browse({ from: between }))).toEqual([unanswered, danger, rated, plain]);
    expect(idsOf(await browse({ rating: 1 }))).toEqual([rated]);
    expect(idsOf(await browse({ rating: 2 }))).toEqual([]);
    expect(idsOf(await browse({ danger: true }))).toEqual([danger]);
    expect(idsOf(await browse({ unanswered: true }))).toEqual([unanswered]);
    expect(idsOf(await browse({ unanswered: true, clientId: bert.id }))).toEqual([]);
  });

  it("searches the title and the client's name for a part of them, and returns each session once", async () => {
    const bert = await me.caller.chatbot.clients.create({ name: "Bert 100%" });
    const lamp = await begin("A broken LAMP");
    const both = await begin("Bert's lamp", bert.id);
    const untitled = await begin(undefined, bert.id);
    expect(idsOf(await browse({ q: "lamp" }))).toEqual([both, lamp]);
    expect(idsOf(await browse({ q: "bert" }))).toEqual([untitled, both]);
    expect(idsOf(await browse({ q: "00%" }))).toEqual([untitled, both]);
    expect(idsOf(await browse({ q: "_" }))).toEqual([]);
    const first = await browse({ q: "bert", limit: 1 });
    expect(idsOf(first)).toEqual([untitled]);
    expect(idsOf(await browse({ q: "bert", limit: 1, cursor: first.nextCursor ?? "" }))).toEqual([both]);
  });

  it("returns only the owner's sessions, and refuses an invalid cursor", async () => {
    await begin("Mine");
    const other = await api.person();
    expect((await other.caller.chatbot.browse({})).items).toEqual([]);
    expect((await other.caller.chatbot.browse({ q: "Mine", clientId: ada.id })).items).toEqual([]);
    await expect(browse({ cursor: "nonsense" })).rejects.toMatchObject({
      cause: { reason: "VALIDATION_ERROR", details: { field: "cursor" } },
    });
  });
});
