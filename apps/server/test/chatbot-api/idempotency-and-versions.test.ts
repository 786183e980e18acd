import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Body, type ChatbotApi, POLL_OPTIONS, type Reply, refused, startChatbotApi } from "./harness.ts";

let api: ChatbotApi;
beforeAll(async () => {
  api = await startChatbotApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const newKey = () => crypto.randomUUID();
const keyed = (key: string) => ({ "idempotency-key": key });
const message = { role: "user", content: "Hello" };
const statuses = (replies: Reply[]) => replies.map(({ status }) => status).toSorted();
const times = <T>(n: number, make: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => make(i)));

describe("an Idempotency-Key", () => {
  const references = () => ({ chatbotId: api.chatbotId, clientId: api.clientId });
  const POSTS: [path: string, body?: () => Body][] = [
    ["/sessions", references],
    ["/sessions/message?sessionId={id}", () => ({ message })],
    ["/sessions/chat?sessionId={id}", () => ({ content: "Hello" })],
    ["/sessions/{id}/end"],
    ["/chatbots", () => ({ name: "Bot" })],
    ["/clients", () => ({ name: "Bob" })],
  ];
  const rowCounts = async () => {
    const { $client: sql } = api.server.services.db;
    const [row] = await sql`select (select count(*) from session) a, (select count(*) from message) b,
      (select count(*) from chatbot) c, (select count(*) from client) d, (select count(*) from event) e`;
    return row;
  };

  it.each(POSTS)("runs POST %s once and replays its response", async (path, body) => {
    const { id } = await api.create();
    const options = { headers: keyed(newKey()), body: body?.() };
    const first = await api.request("POST", path.replace("{id}", id), options);
    expect(first.status).toBeLessThan(300);
    const before = await rowCounts();
    const again = await api.request("POST", path.replace("{id}", id), options);
    expect(again).toMatchObject({ status: first.status, body: first.body });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await rowCounts()).toEqual(before);
  });

  it.each(POSTS)(
    "used for POST %s is refused with another body, session or operation",
    async (path, body) => {
      const [one, two] = [await api.create(), await api.create()];
      const headers = keyed(newKey());
      await api.request("POST", path.replace("{id}", one.id), { headers, body: body?.() });
      const used = refused(422, "This Idempotency-Key was used for another request");
      const others: [string, unknown][] = [
        [path.replace("{id}", one.id), { ...body?.(), more: 1 }],
        [path === "/clients" ? "/chatbots" : "/clients", { name: "Bob" }],
      ];
      if (path.includes("{id}")) others.push([path.replace("{id}", two.id), body?.()]);
      for (const [otherPath, otherBody] of others)
        expect(await api.request("POST", otherPath, { headers, body: otherBody })).toMatchObject(used);
      expect((await api.read(two.id)).messages).toEqual([]);
    },
  );

  it("lets one of many concurrent requests create; the others get its response or 409", async () => {
    const headers = keyed(newKey());
    const before = await rowCounts();
    const replies = await times(12, () => api.request("POST", "/sessions", { headers, body: references() }));
    expect(replies.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    const busy = replies.filter(({ status }) => status !== 201);
    for (const reply of busy)
      expect(reply).toMatchObject(
        refused(409, "The first request with this Idempotency-Key is still under way"),
      );
    const made = replies.filter(({ status }) => status === 201).map(({ body }) => (body.data as Body).id);
    expect(new Set(made).size).toBe(1);
    expect(Number((await rowCounts())?.a)).toBe(Number(before?.a) + 1);
  });

  it("replays error responses", async () => {
    const headers = keyed(newKey());
    const request = () => api.request("POST", "/chatbots", { headers, body: { name: "" } });
    const [first, again] = [await request(), await request()];
    expect(again).toMatchObject({ status: 400, body: first.body });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });
});

const etagOf = (reply: Reply) => reply.headers.get("etag") ?? "";
const get = (path: string, ifNoneMatch?: string) =>
  api.request("GET", path, { headers: ifNoneMatch === undefined ? {} : { "if-none-match": ifNoneMatch } });
const put = (path: string, body: Body, ifMatch: string) =>
  api.request("PUT", path, { headers: { "if-match": ifMatch }, body });

describe.each(["sessions", "chatbots", "clients"])("the version of one of /%s", (kind) => {
  const change = kind === "sessions" ? { title: "Changed" } : { name: "Changed" };
  async function make(): Promise<string> {
    if (kind === "sessions") return `/sessions/${(await api.create()).id}`;
    const { body } = await api.request("POST", `/${kind}`, { body: { name: "Made" } });
    return `/${kind}/${(body.data as Body).id}`;
  }

  it("is an ETag: 304 without a body when If-None-Match has it", async () => {
    const path = await make();
    const etag = etagOf(await get(path));
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"])
      expect(await get(path, tag)).toMatchObject({ status: 304, body: {} });
    for (const tag of ['"other"', "", etag.replaceAll('"', "")])
      expect((await get(path, tag)).status).toBe(200);
  });

  it("changes with each update, which If-Match allows for the current version only", async () => {
    const path = await make();
    const past = etagOf(await get(path));
    const changed = await put(path, change, past);
    expect(changed.status).toBe(200);
    expect(etagOf(changed)).not.toBe(past);
    expect(etagOf(await get(path))).toBe(etagOf(changed));
    const before = (await get(path)).body;
    for (const tag of [past, '"0"', '"99"', '"abc"', "1", ""])
      expect(await put(path, change, tag)).toMatchObject({
        status: 412,
        body: { success: false, errors: [] },
      });
    expect((await get(path)).body).toEqual(before);
    expect(await put(path, change, `${past}, ${past}`)).toMatchObject({
      status: 400,
      body: { errors: [{ path: "If-Match" }] },
    });
    for (const tag of [`W/${etagOf(changed)}`, "*"]) expect((await put(path, change, tag)).status).toBe(200);
  });

  it("lets one of many concurrent updates with the same If-Match succeed", async () => {
    const path = await make();
    const seen = etagOf(await get(path));
    const replies = await times(5, () => put(path, change, seen));
    expect(statuses(replies)).toEqual([200, 412, 412, 412, 412]);
  });
});

it("changes a session's ETag when its chatbot changes, but accepts If-Match with the earlier one", async () => {
  const chatbot = (await api.request("POST", "/chatbots", { body: { name: "Before" } })).body.data as Body;
  const { id } = await api.create({ chatbotId: chatbot.id });
  const seen = etagOf(await get(`/sessions/${id}`));
  await api.request("PUT", `/chatbots/${chatbot.id}`, { body: { name: "After" } });
  const renamed = await get(`/sessions/${id}`, seen);
  expect(renamed).toMatchObject({ status: 200, body: { data: { chatbotId: { name: "After" } } } });
  expect((await put(`/sessions/${id}`, { title: "x" }, seen)).status).toBe(200);
  const now = etagOf(await get(`/sessions/${id}`));
  await api.request("DELETE", `/chatbots/${chatbot.id}`);
  expect((await get(`/sessions/${id}`, now)).status).toBe(200);
});

it("deletes the stored responses of a session with the session", async () => {
  const { id } = await api.create();
  const storedResponses = async () => {
    const { $client: sql } = api.server.services.db;
    return (await sql`select from idempotency where session_id = ${id}`).length;
  };
  const bodies = [
    [`/sessions/chat?sessionId=${id.toUpperCase()}`, { content: "Between us" }],
    [`/sessions/message?sessionId=${id}`, { message }],
    [`/sessions/${id}/end`, undefined],
  ] as const;
  const requests = bodies.map(([path, body]) => [path, { headers: keyed(newKey()), body }] as const);
  for (const [path, options] of requests) expect((await api.request("POST", path, options)).status).toBe(200);
  expect(await storedResponses()).toBe(3);
  await api.server.callerOf({ type: "user", ownerId: api.person.id }).sessions.delete({ id });
  expect(await storedResponses()).toBe(0);
  for (const [path, options] of requests) expect((await api.request("POST", path, options)).status).toBe(404);
});

describe("concurrent requests", () => {
  const end = (id: string) => api.request("POST", `/sessions/${id}/end`);
  const add = (id: string) => api.request("POST", `/sessions/message?sessionId=${id}`, { body: { message } });

  it("end a session once", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await api.create();
      const replies = await times(4, () => end(id));
      expect(statuses(replies)).toEqual([200, 404, 404, 404]);
      for (const reply of replies.filter(({ status }) => status === 404))
        expect(reply).toMatchObject(refused(404, "Active session not found"));
    }
  });

  it("store a message before the end of the session, or refuse it", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await api.create();
      const [ended, ...added] = await Promise.all([end(id), ...Array.from({ length: 5 }, () => add(id))]);
      expect(ended.status).toBe(200);
      const stored = added.filter(({ status }) => status === 200).length;
      for (const reply of added.filter(({ status }) => status !== 200))
        expect(reply).toMatchObject(refused(404, "Session not found or not active"));
      expect((await api.read(id)).messages).toHaveLength(stored);
    }
  });

  it("answer a chat, or 404 when the session ended first: no reply is stored after the end", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await api.create();
      const [chatted, ended] = await Promise.all([
        api.request("POST", `/sessions/chat?sessionId=${id}`, { body: { content: "Hello" } }),
        end(id),
      ]);
      expect(ended.status).toBe(200);
      if (chatted.status !== 200)
        expect(chatted).toMatchObject(refused(404, "Session not found or not active"));
      const { messages } = await api.read(id);
      expect(messages.some(({ role }) => role === "assistant")).toBe(chatted.status === 200);
    }
  });

  it("answer a chat with 404 when its session is deleted meanwhile, and store no response under its key", async () => {
    await using idle = await startChatbotApi({ jobs: false });
    const { id } = await idle.create();
    const content = `Between us ${newKey()}`;
    const options = { headers: keyed(newKey()), body: { content } };
    const waiting = idle.request("POST", `/sessions/chat?sessionId=${id}`, options);
    await expect.poll(async () => (await idle.read(id)).messages.length, POLL_OPTIONS).toBe(1);
    await idle.server.callerOf({ type: "user", ownerId: idle.person.id }).sessions.delete({ id });
    expect(await waiting).toMatchObject(refused(404, "Session not found or not active"));
    expect((await idle.request("POST", `/sessions/chat?sessionId=${id}`, options)).status).toBe(404);
  });
});
