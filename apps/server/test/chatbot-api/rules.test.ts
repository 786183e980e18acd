import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Body, type ChatbotApi, invalid, refused, startChatbotApi } from "./harness.ts";

let api: ChatbotApi;
beforeAll(async () => {
  api = await startChatbotApi({ jobs: false });
});
afterAll(() => api[Symbol.asyncDispose]());

const put = (id: string, body: Body) => api.request("PUT", `/sessions/${id}`, { body });
const end = (id: string) => api.request("POST", `/sessions/${id}/end`);
const now = () => api.server.clock.now().getTime();

describe("a session's status", () => {
  const STATUSES = ["ACTIVE", "COMPLETED", "TERMINATED", "SCHEDULED"];
  const TRANSITIONS: Record<string, string[]> = {
    ACTIVE: STATUSES,
    SCHEDULED: ["SCHEDULED", "ACTIVE", "TERMINATED"],
    COMPLETED: ["COMPLETED"],
    TERMINATED: ["TERMINATED"],
  };

  it.each(STATUSES.flatMap((from) => STATUSES.map((to) => [from, to])))("%s → %s", async (from, to) => {
    const { id } = await api.create();
    if (from !== "ACTIVE") expect((await put(id, { status: from })).status).toBe(200);
    const before = await api.read(id);
    const reply = await put(id, { status: to, title: "Changed" });
    if (!TRANSITIONS[from]?.includes(to)) {
      expect(reply).toMatchObject(invalid("status"));
      expect(await api.read(id)).toEqual(before);
      return;
    }
    expect(reply).toMatchObject({ status: 200, body: { data: { status: to, title: "Changed" } } });
    const { endTime } = reply.body.data as { endTime?: string };
    if (to === "COMPLETED" || to === "TERMINATED") {
      expect(Math.abs(Date.parse(endTime ?? "") - now())).toBeLessThan(30_000);
    } else expect(endTime).toBeUndefined();
  });

  it("does not become SCHEDULED once the session has messages", async () => {
    const { id } = await api.create();
    await api.addMessage(id, "Hello");
    expect(await put(id, { status: "SCHEDULED" })).toMatchObject(invalid("status"));
  });

  it("takes endTime from the body", async () => {
    const { id } = await api.create();
    const reply = await put(id, { status: "COMPLETED", endTime: "2099-05-06T07:08:09+02:00" });
    expect(reply.body.data).toMatchObject({ status: "COMPLETED", endTime: "2099-05-06T05:08:09.000Z" });
  });

  it("sets endTime to now when the body has none, replacing a planned endTime", async () => {
    const planned = { endTime: "2099-01-01T00:00:00.000Z" };
    for (const endSession of [end, (id: string) => put(id, { status: "TERMINATED" })]) {
      const { id } = await api.create();
      expect((await put(id, planned)).body.data).toMatchObject({ ...planned, status: "ACTIVE" });
      const { endTime } = (await endSession(id)).body.data as { endTime: string };
      expect(Math.abs(Date.parse(endTime) - now())).toBeLessThan(30_000);
    }
  });

  it("is final once ended; the other fields can still be changed", async () => {
    const { id } = await api.create();
    await end(id);
    const changes = { title: "Later", feedback: { rating: 1 }, metadata: { a: 1 } };
    expect(await put(id, changes)).toMatchObject({
      status: 200,
      body: { data: { ...changes, status: "COMPLETED" } },
    });
  });
});

it("replaces feedback and metadata, and keeps fields that the body lacks", async () => {
  const { id } = await api.create({ title: "Kept" });
  await put(id, { feedback: { rating: 5, comment: "Good" }, metadata: { a: 1, b: 2 } });
  await put(id, { feedback: { rating: 1 } });
  await put(id, { metadata: { c: 3 } });
  const session = await api.read(id);
  expect(session).toMatchObject({ title: "Kept", feedback: { rating: 1 }, metadata: { c: 3 } });
  expect(session.feedback).toEqual({ rating: 1 });
  expect(session.metadata).toEqual({ c: 3 });
  await put(id, { feedback: {}, metadata: {} });
  expect(await api.read(id)).toMatchObject({ feedback: {}, metadata: {} });
});

describe("end", () => {
  it.each(["COMPLETED", "TERMINATED", "SCHEDULED"])("answers 404 when the session is %s", async (status) => {
    const { id } = await api.create();
    await put(id, { status });
    expect(await end(id)).toMatchObject(refused(404, "Active session not found"));
  });
});

describe("a message", () => {
  it.each(["COMPLETED", "TERMINATED", "SCHEDULED"])("is refused when the session is %s", async (status) => {
    const { id } = await api.create();
    await put(id, { status });
    const message = { role: "user", content: "Hello" };
    for (const [path, body] of [
      ["message", { message }],
      ["chat", { content: "Hello" }],
    ] as const) {
      const reply = await api.request("POST", `/sessions/${path}?sessionId=${id}`, { body });
      expect(reply).toMatchObject(refused(404, "Session not found or not active"));
    }
    expect((await api.read(id)).messages).toEqual([]);
  });

  it("is stored and returned unchanged, whatever its content", async () => {
    const { id } = await api.create();
    const contents = [
      "  two spaces before, a line after\n",
      "<script>alert(1)</script><img src=x onerror=alert(1)>",
      "'; drop table message; --",
      "{{7*7}} $1 %s %00 \\u0000 \\",
      "emoji 🦜, עברית, 中文, \u202eback\u202c",
      "x".repeat(10_000),
    ];
    for (const content of contents) await api.addMessage(id, content);
    expect((await api.read(id)).messages.map(({ content }) => content)).toEqual(contents);
  });

  it("keeps the order of its arrival, whatever its timestamp", async () => {
    const { id } = await api.create();
    const times = ["2026-05-05T00:00:00Z", "2020-01-01", "2030-12-31T23:59:59.999+14:00"];
    for (const timestamp of times) {
      const message = { role: "user", content: timestamp, timestamp };
      await api.request("POST", `/sessions/message?sessionId=${id}`, { body: { message } });
    }
    expect((await api.read(id)).messages).toEqual(
      times.map((time) => ({ role: "user", content: time, timestamp: new Date(time).toISOString() })),
    );
  });
});

it("keeps titles, comments and metadata unchanged", async () => {
  const title = "  <b>bold</b> '; drop table --  ";
  const { id } = await api.create({ title });
  const rest = {
    feedback: { comment: " <i>fine</i>\n" },
    metadata: { "$ne <x>": [" '", null, { deep: 1.5 }] },
  };
  await put(id, rest);
  expect(await api.read(id)).toMatchObject({ title, ...rest });
});

describe("the list", () => {
  let own: ChatbotApi;
  const ids: string[] = [];
  const titles = ["100% wool", "Wool_and\\silk", "Nothing", "WOOLLY", undefined];
  beforeAll(async () => {
    own = await startChatbotApi({ jobs: false });
    for (const title of titles) {
      ids.push((await own.create({ ...(title && { title }) })).id);
      own.server.clock.advance(86_400_000);
    }
    await own.request("POST", `/sessions/${ids[0]}/end`);
    await own.request("PUT", `/sessions/${ids[1]}`, { body: { status: "TERMINATED" } });
  });
  afterAll(() => own[Symbol.asyncDispose]());

  type Page = { results: Body[]; paginatorInfo: Body };
  async function list(query: Record<string, string>): Promise<{ found: number[]; info: Body }> {
    const reply = await own.request("GET", `/sessions?${new URLSearchParams(query)}`);
    expect(reply.status).toBe(200);
    const { results, paginatorInfo } = reply.body.data as Page;
    return { found: results.map(({ id }) => ids.indexOf(String(id))), info: paginatorInfo };
  }
  const createdAt = async (i: number) => String((await own.read(ids[i] ?? "")).createdAt);

  it("is newest first, with pagination", async () => {
    expect((await list({})).found).toEqual([4, 3, 2, 1, 0]);
    expect(await list({ limit: "2" })).toEqual({
      found: [4, 3],
      info: { count: 2, currentPage: 1, hasMorePages: true, lastPage: 3, limit: 2, perPage: 2, total: 5 },
    });
    expect(await list({ limit: "2", skip: "4" })).toEqual({
      found: [0],
      info: { count: 1, currentPage: 3, hasMorePages: false, lastPage: 3, limit: 2, perPage: 2, total: 5 },
    });
    expect(await list({ limit: "2", skip: "3" })).toMatchObject({
      found: [1, 0],
      info: { currentPage: 2, hasMorePages: false },
    });
    expect(await list({ skip: "9007199254740991" })).toMatchObject({
      found: [],
      info: { count: 0, total: 5, lastPage: 1 },
    });
    expect((await list({ limit: "100" })).info).toMatchObject({ limit: 100, perPage: 100, lastPage: 1 });
  });

  it.each([
    ["wool", [3, 1, 0]],
    ["WOOL", [3, 1, 0]],
    ["100%", [0]],
    ["%", [0]],
    ["_", [1]],
    ["\\", [1]],
    ["l_a", [1]],
    ["w_ol", []],
    ["", [4, 3, 2, 1, 0]],
    ["'; --", []],
  ])("finds titles by a literal substring, without wildcards: %j", async (searchString, expected) => {
    expect((await list({ searchString })).found).toEqual(expected);
  });

  it("filters by status, chatbot and client, also combined", async () => {
    expect((await list({ status: "COMPLETED" })).found).toEqual([0]);
    expect((await list({ status: "ACTIVE" })).found).toEqual([4, 3, 2]);
    expect((await list({ status: "SCHEDULED" })).found).toEqual([]);
    const { chatbotId, clientId } = own;
    expect((await list({ chatbotId, clientId, status: "ACTIVE", searchString: "wool" })).found).toEqual([3]);
    expect((await list({ chatbotId: clientId })).info).toMatchObject({
      total: 0,
      lastPage: 1,
      currentPage: 1,
    });
  });

  it("filters by creation time, to the millisecond", async () => {
    const [first, second] = [await createdAt(1), await createdAt(3)];
    expect((await list({ startDate: first, endDate: second })).found).toEqual([3, 2, 1]);
    const later = (time: string, ms: number) => new Date(Date.parse(time) + ms).toISOString();
    expect((await list({ startDate: later(first, 1), endDate: later(second, -1) })).found).toEqual([2]);
    expect((await list({ startDate: later(second, 1) })).found).toEqual([4]);
    expect((await list({ startDate: second, endDate: first })).found).toEqual([]);
  });

  it("reads a date without a time as the whole day in UTC", async () => {
    const [before, day] = [(await createdAt(1)).slice(0, 10), (await createdAt(2)).slice(0, 10)];
    expect((await list({ startDate: day, endDate: day })).found).toEqual([2]);
    expect((await list({ endDate: day })).found).toEqual([2, 1, 0]);
    expect((await list({ startDate: before, endDate: day })).found).toEqual([2, 1]);
  });
});
