import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentApi, type Body, startAgentApi } from "./harness.ts";

let api: AgentApi;
beforeAll(async () => {
  api = await startAgentApi({ jobs: false });
});
afterAll(() => api[Symbol.asyncDispose]());

const BAD_LIMITS = ["0", "101", "-1", "1.5", "abc", "", "1e1", "NaN", "99999999999999999999", "0x10"];

describe("history", () => {
  type Page = {
    messages: { id: string; createdAt: string }[];
    hasMore: boolean;
    cursors: { before: number; after: number };
  };

  async function conversation(messages: number) {
    const { sessionId } = await api.create();
    const send = (i: number) =>
      api.request("POST", `/${sessionId}/messages`, { body: { content: `Message ${i}` } });
    const sent = await Promise.all(Array.from({ length: messages }, (_, i) => send(i)));
    const newestFirst = sent
      .map(({ body }) => ({ id: String(body.id), at: Date.parse(String(body.createdAt)) }))
      .toSorted((a, b) => b.at - a.at)
      .map(({ id }) => id);
    const page = async (query: string) => {
      const reply = await api.request("GET", `/${sessionId}/messages${query}`);
      expect(reply.status).toBe(200);
      return reply.body as Page;
    };
    return { sessionId, newestFirst, page };
  }

  const idsOf = (page: Page) => page.messages.map((m) => m.id);

  it("pages backwards through every message once, though many were sent concurrently", async () => {
    const { newestFirst, page } = await conversation(25);
    const seen: string[] = [];
    let current = await page("?limit=4");
    for (;;) {
      seen.push(...idsOf(current));
      expect(current.cursors).toEqual({
        before: Date.parse(current.messages.at(-1)?.createdAt ?? ""),
        after: Date.parse(current.messages[0]?.createdAt ?? ""),
      });
      if (!current.hasMore) break;
      current = await page(`?limit=4&before=${current.cursors.before}`);
    }
    expect(seen).toEqual(newestFirst);
  });

  it("pages forwards through every message once", async () => {
    const { newestFirst, page } = await conversation(10);
    const oldest = (await page("?limit=100")).messages.at(-1);
    const seen = [oldest?.id];
    let after: number | string = oldest?.createdAt ?? "";
    for (let more = true; more; ) {
      const current: Page = await page(`?limit=3&after=${after}`);
      seen.push(...idsOf(current).toReversed());
      after = current.cursors.after;
      more = current.hasMore;
    }
    expect(seen.toReversed()).toEqual(newestFirst);
  });

  it("combines before and after, in milliseconds or ISO 8601", async () => {
    const { page } = await conversation(5);
    const all = (await page("")).messages;
    const [newest, , , , oldest] = all.map((m) => m.createdAt);
    const inside = all.slice(1, 4).map((m) => m.id);
    expect(idsOf(await page(`?before=${newest}&after=${oldest}`))).toEqual(inside);
    expect(
      idsOf(await page(`?before=${Date.parse(newest ?? "")}&after=${Date.parse(oldest ?? "")}`)),
    ).toEqual(inside);
  });

  it("defaults to 50 messages; an empty page has null cursors", async () => {
    const { page } = await conversation(52);
    expect((await page("")).messages).toHaveLength(50);
    expect((await page("?limit=100")).messages).toHaveLength(52);
    const none = await page("?before=1000");
    expect(none).toEqual({ messages: [], hasMore: false, cursors: { before: null, after: null } });
  });

  it("refuses invalid limits and cursors, and names the field", async () => {
    const { sessionId } = await api.create();
    const request = (query: string) => api.request("GET", `/${sessionId}/messages?${query}`);
    for (const limit of BAD_LIMITS) {
      expect(await request(`limit=${limit}`)).toMatchObject({
        status: 400,
        body: { details: { field: "limit" } },
      });
    }
    const times = [
      "yesterday",
      "2026-02-30T00:00:00Z",
      "",
      "-5",
      "12:00",
      "2026-13-45",
      "99999999999999999",
      "0000-01-01",
      "8640000000000000",
      "%00",
    ];
    for (const field of ["before", "after"]) {
      for (const time of times) {
        expect(await request(`${field}=${time}`)).toMatchObject({
          status: 400,
          body: { details: { field } },
        });
      }
    }
  });
});

describe("list", () => {
  let own: AgentApi;
  let other: string;
  const list = async (query = "") => {
    const reply = await own.request("GET", query);
    expect(reply.status).toBe(200);
    return reply.body as { sessions: Body[]; total: number; limit: number; offset: number; stats: Body };
  };

  beforeAll(async () => {
    own = await startAgentApi({ jobs: false });
    other = await own.agentOf(own.person.id);
    const brief = { timeoutConfig: { timeoutMinutes: 5 } };
    for (const userId of ["ann", "bob", "ann"]) await own.create({ userId });
    for (const userId of ["ann", "bob"]) await own.create({ userId, agentId: other, ...brief });
    own.server.clock.advance(6 * 60_000);
    const stranger = await own.server.signUp();
    const agentId = await own.agentOf(stranger.id);
    await own.request("POST", "", { token: stranger.token, body: { agentId, userId: "ann" } });
  });
  afterAll(() => own[Symbol.asyncDispose]());

  const stats = { totalSessions: 5, activeSessions: 3, expiredSessions: 2 };

  it.each([
    ["", 3],
    ["?status=active", 3],
    ["?status=expired", 2],
    ["?status=all", 5],
    ["?status=all&userId=ann", 3],
    ["?userId=ann", 2],
    ["?status=all&userId=nobody", 0],
  ])("%s counts the matching sessions, and all of the caller's in stats", async (query, total) => {
    const found = await list(query);
    expect(found).toMatchObject({ total, limit: 50, offset: 0, stats });
    expect(found.sessions).toHaveLength(total);
  });

  it("filters by agent; an unknown agent has no sessions", async () => {
    expect((await list(`?status=all&agentId=${other}`)).total).toBe(2);
    expect((await list(`?agentId=${own.agentId}`)).total).toBe(3);
    expect((await list("?agentId=nothing")).total).toBe(0);
  });

  it("paginates: each session once, newest first, with a constant total", async () => {
    const whole = await list("?status=all");
    const pages = await Promise.all(
      [0, 2, 4, 6].map((offset) => list(`?status=all&limit=2&offset=${offset}`)),
    );
    expect(pages.map((p) => [p.limit, p.offset, p.total, p.sessions.length])).toEqual([
      [2, 0, 5, 2],
      [2, 2, 5, 2],
      [2, 4, 5, 1],
      [2, 6, 5, 0],
    ]);
    expect(pages.flatMap((p) => p.sessions.map((s) => s.sessionId))).toEqual(
      whole.sessions.map((s) => s.sessionId),
    );
    const times = whole.sessions.map((s) => String(s.createdAt));
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it("shows an expired session with no time left", async () => {
    for (const session of (await list("?status=expired")).sessions) {
      expect(session).toMatchObject({ timeRemaining: 0, isNearExpiration: false });
    }
  });

  it("refuses invalid values, and names the field", async () => {
    for (const limit of BAD_LIMITS) {
      expect(await own.request("GET", `?limit=${limit}`)).toMatchObject({
        status: 400,
        body: { details: { field: "limit" } },
      });
    }
    for (const [field, value] of [
      ["offset", "-1"],
      ["offset", "x"],
      ["offset", "99999999999"],
      ["status", "ACTIVE"],
      ["status", ""],
      ["agentId", ""],
      ["userId", "%00"],
    ]) {
      const reply = await own.request("GET", `?${field}=${value}`);
      expect(reply).toMatchObject({ status: 400, body: { code: "VALIDATION_ERROR", details: { field } } });
    }
  });
});
