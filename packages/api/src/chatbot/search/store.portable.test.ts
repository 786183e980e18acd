import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestPerson } from "../../testing.ts";

let api: TestApi;
let me: TestPerson;
let sessionId: string;

beforeEach(async () => {
  api = await startTestApi();
  me = await api.person();
  sessionId = await begin(me);
});
afterEach(() => api[Symbol.asyncDispose]());

async function begin({ caller }: TestPerson, title = "A talk") {
  const bot = await caller.chatbot.chatbots.create({ name: "Shop help" });
  const client = await caller.chatbot.clients.create({ name: "Ada" });
  return (await caller.chatbot.create({ chatbotId: bot.id, clientId: client.id, title })).id;
}

async function say(content: string, role: "user" | "assistant" | "system" = "user", id = sessionId) {
  api.clock.advance(1_000);
  await me.caller.chatbot.messages.add({ sessionId: id, message: { role, content } });
}

const search = (q: string, more: { limit?: number; cursor?: string; filters?: { status?: "ACTIVE" } } = {}) =>
  me.caller.chatbot.search({ q, ...more });
const textsOf = async (q: string) => (await search(q)).items.map(({ snippet }) => snippet.text);

describe("a search in messages", () => {
  it("finds messages with every word, newest first, with the positions of the hits", async () => {
    await say("The lamp arrived broken");
    await say("A new lamp is on its way", "assistant");
    await say("Where is my parcel?");
    expect(await textsOf("LAMP")).toEqual(["A new lamp is on its way", "The lamp arrived broken"]);
    const { items } = await search("broken lamp");
    expect(items).toMatchObject([
      {
        sessionId,
        title: "A talk",
        role: "user",
        chatbot: { name: "Shop help" },
        snippet: {
          hits: [
            { start: 4, end: 8 },
            { start: 17, end: 23 },
          ],
        },
      },
    ]);
  });

  it("matches only the last word as a prefix", async () => {
    await say("Refunding takes a week");
    await say("reply to anna.lee@example.com, see foo-barbecue");
    expect(await textsOf("week refun")).toHaveLength(1);
    expect(await textsOf("refun week")).toEqual([]);
    expect(await textsOf("anna.lee@exam")).toHaveLength(1);
    expect(await textsOf("anna.lee@example.com reply")).toHaveLength(1);
    expect(await textsOf("foo-bar")).toHaveLength(1);
  });

  it("returns each match once over all pages", async () => {
    for (let index = 0; index < 9; index += 1) await say(`needle ${index}`);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search("needle", { limit: 4, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ snippet }) => snippet.text));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((index) => `needle ${index}`));
  });

  it("applies the filters, and finds only the owner's messages", async () => {
    await say("shared word");
    const other = await api.person();
    await begin(other);
    expect((await other.caller.chatbot.search({ q: "shared" })).items).toEqual([]);
    // The index contains the owner's id as a word, which must not match.
    for (const q of [me.id, "use", "u"]) expect(await textsOf(q)).toEqual([]);
    await me.caller.chatbot.end({ id: sessionId });
    expect((await search("shared", { filters: { status: "ACTIVE" } })).items).toEqual([]);
    expect((await search("shared")).items).toHaveLength(1);
  });

  it.each([
    "'",
    '"',
    "\\",
    "a'b\\",
    "foo & | ! : *",
    ":*",
    "!",
    "&&&",
    "<->",
    "(lamp",
    "lamp)",
    "lamp:*",
    "lamp:A",
    "😀",
    "lamp 😀",
    "日本語",
    "ｌａｍｐ",
    "‮lamp",
    "%_",
    "x".repeat(200),
    "a b ".repeat(50),
    "-",
    "—",
    "ß",
    "İ",
  ])("never fails: %s", async (q) => {
    await say("The lamp, 日本語 and 100%");
    expect(Array.isArray((await search(q.slice(0, 200))).items)).toBe(true);
  });

  it("finds words next to punctuation and in other scripts", async () => {
    await say("The lamp, 日本語 and 100%");
    expect(await textsOf('"lamp" & 100%')).toHaveLength(1);
    expect(await textsOf("日本")).toHaveLength(1);
    expect(await textsOf("!!! ???")).toEqual([]);
  });
});
