import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChatbotApi, NOBODY, replyOf, type Said, send, startChatbotApi } from "./harness.ts";

// The document's endpoints in its order: each path, each success status, each field.

let api: ChatbotApi;
beforeAll(async () => {
  api = await startChatbotApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const objectId = expect.stringMatching(/^[0-9a-f]{24}$/);

const session = (over: object = {}) => ({
  id: objectId,
  _id: objectId,
  chatbotId: api.chatbotId,
  clientId: api.clientId,
  startTime: isoTime,
  status: "ACTIVE",
  messages: [],
  createdAt: isoTime,
  updatedAt: isoTime,
  ...over,
});
const people = () => ({
  chatbotId: {
    ...{ id: api.chatbotId, _id: api.chatbotId, name: "Shop help", role: "", description: "" },
    ...{ promptTemplate: "", metadata: {}, createdAt: isoTime, updatedAt: isoTime },
  },
  clientId: {
    ...{ id: api.clientId, _id: api.clientId, name: "Ada", email: "ada@example.com" },
    ...{ metadata: {}, createdAt: isoTime, updatedAt: isoTime },
  },
});
const done = (data: unknown) => ({ success: true, message: expect.stringMatching(/successfully$/), data });
const found = (data: unknown) => ({ success: true, data });

it("creates a session: 201, active, without messages, and without what was not set", async () => {
  const { chatbotId, clientId } = api;
  const { status, headers, body } = await api.ask("POST", "/sessions", { body: { chatbotId, clientId } });
  expect(status).toBe(201);
  expect(headers.get("content-type")).toMatch(/^application\/json/);
  expect(headers.get("x-request-id")).toBeTruthy();
  expect(body).toEqual(done(session()));
  const { id, _id, startTime } = body.data as Record<string, string>;
  expect(_id).toBe(id);
  expect(Math.abs(Date.parse(startTime ?? "") - api.server.clock.now().getTime())).toBeLessThan(30_000);
});

it("creates one with a title", async () => {
  expect(await api.create({ title: "Where is my order?" })).toEqual(session({ title: "Where is my order?" }));
});

it("updates what the body names", async () => {
  const { id } = await api.create({ title: "Before" });
  const changes = {
    title: "After",
    endTime: "2099-01-02T03:04:05.000Z",
    feedback: { rating: 5, comment: "Quick" },
    metadata: { order: 4711, nested: { list: [1, null] } },
  };
  const { status, body } = await api.ask("PUT", `/sessions/${id}`, { body: changes });
  expect(status).toBe(200);
  expect(body).toEqual(done(session({ id, ...changes })));
});

it("gets a session, with its chatbot and its client", async () => {
  const { id } = await api.create({ title: "A title" });
  await api.say(id, "Hello");
  const { status, body } = await api.ask("GET", `/sessions/${id}`);
  expect(status).toBe(200);
  const messages = [{ role: "user", content: "Hello", timestamp: isoTime }];
  expect(body).toEqual(found(session({ id, ...people(), title: "A title", messages })));
});

it("ends a session", async () => {
  const { id } = await api.create();
  const { status, body } = await api.ask("POST", `/sessions/${id}/end`);
  expect(status).toBe(200);
  expect(body).toEqual(done(session({ id, status: "COMPLETED", endTime: isoTime })));
});

it("adds messages of each role, and answers with the session and all of them, oldest first", async () => {
  const { id } = await api.create();
  const timestamp = "2026-01-02T03:04:05.678Z";
  await api.say(id, "One", "user");
  await api.say(id, "Two", "assistant");
  const body = { message: { role: "system", content: "Three", timestamp } };
  const reply = await api.ask("POST", `/sessions/message?sessionId=${id}`, { body });
  expect(reply.status).toBe(200);
  const messages = [
    { role: "user", content: "One", timestamp: isoTime },
    { role: "assistant", content: "Two", timestamp: isoTime },
    { role: "system", content: "Three", timestamp },
  ];
  expect(reply.body).toEqual(done(session({ id, messages })));
});

it("processes a message: stores it and the reply, and answers with the reply", async () => {
  const { id } = await api.create();
  const { status, body } = await api.ask("POST", `/sessions/chat?sessionId=${id}`, {
    body: { content: "Hello, what can you do?" },
  });
  expect(status).toBe(200);
  const reply = { role: "assistant", content: expect.stringMatching(/\S/), timestamp: isoTime };
  expect(body).toEqual(done(reply));
  const { messages } = await api.read(id);
  expect(messages).toEqual([
    { role: "user", content: "Hello, what can you do?", timestamp: isoTime },
    body.data as Said,
  ]);
});

it("lists sessions, newest first, with where the page is", async () => {
  await using own = await startChatbotApi({ jobs: false });
  const first = await own.create({ title: "First" });
  await own.say(first.id, "Hello");
  own.server.clock.advance(1_000);
  const second = await own.create();
  const { status, body } = await own.ask("GET", "/sessions");
  expect(status).toBe(200);
  const [one, two] = await Promise.all([own.read(first.id), own.read(second.id)]);
  const info = { count: 2, currentPage: 1, hasMorePages: false, lastPage: 1 };
  expect(body).toEqual(
    found({
      results: [two, one],
      paginatorInfo: { ...info, limit: 10, perPage: 10, total: 2 },
    }),
  );
  expect(one).toMatchObject({
    chatbotId: { id: own.chatbotId, name: "Shop help" },
    clientId: { name: "Ada" },
    title: "First",
    messages: [{ role: "user", content: "Hello" }],
  });
});

it("is the same API at its mount", async () => {
  const { id } = await api.create();
  const headers = { "x-api-key": api.person.token };
  const reply = await api.ask("GET", `/chatbot/sessions/${id}`, { token: null, headers });
  expect(reply).toMatchObject({ status: 200, body: found(session({ id, ...people() })) });
  const list = await api.ask("GET", `/chatbot/sessions?limit=1&chatbotId=${api.chatbotId}`);
  expect(list).toMatchObject({ status: 200, body: { data: { paginatorInfo: { count: 1 } } } });
  const { chatbotId, clientId } = api;
  const made = await api.ask("POST", "/chatbot/sessions", { body: { chatbotId, clientId } });
  expect(made.status).toBe(201);
  for (const path of ["chatbots", "clients"])
    expect((await api.ask("GET", `/chatbot/${path}`)).status).toBe(200);
});

describe("the header Sessions-Api", () => {
  it("may name this API", async () => {
    const { id } = await api.create();
    for (const name of ["chatbot", "Chatbot", " chatbot ", ""]) {
      const reply = await api.ask("GET", `/sessions/${id}`, { headers: { "sessions-api": name } });
      expect(reply.status).toBe(200);
    }
  });

  it("finds nothing when it names another, which has nothing at that path", async () => {
    const { id } = await api.create();
    for (const name of ["insight", "partner", "nothing"]) {
      const ask = { token: api.person.token, headers: { "sessions-api": name } };
      for (const path of ["/sessions", `/sessions/${id}`]) {
        const reply = await replyOf(await send(api.server, "GET", path, ask));
        expect(reply).toMatchObject({ status: 404, body: { success: false, errors: [] } });
      }
    }
  });

  it("means nothing where a path has one API alone", async () => {
    const headers = { "sessions-api": "insight" };
    for (const path of ["/chatbot/sessions", "/chatbots", "/clients"])
      expect((await api.ask("GET", path, { headers })).status).toBe(200);
  });
});

it("takes ids in any case, in paths, queries and bodies", async () => {
  const { chatbotId, clientId } = api;
  const body = { chatbotId: chatbotId.toUpperCase(), clientId: clientId.toUpperCase() };
  const { id } = (await api.ask("POST", "/sessions", { body })).body.data as { id: string };
  const shouted = id.toUpperCase();
  expect((await api.ask("GET", `/sessions/${shouted}`)).body).toMatchObject({ data: { id } });
  const message = { role: "user", content: "Hi" };
  const said = await api.ask("POST", `/sessions/message?sessionId=${shouted}`, { body: { message } });
  expect(said.body).toMatchObject({ data: { id, messages: [{ content: "Hi" }] } });
  const list = await api.ask("GET", `/sessions?clientId=${clientId.toUpperCase()}&limit=1`);
  expect(list.body).toMatchObject({ data: { paginatorInfo: { count: 1 } } });
  expect((await api.ask("GET", `/sessions/${NOBODY.toUpperCase()}`)).status).toBe(404);
});
