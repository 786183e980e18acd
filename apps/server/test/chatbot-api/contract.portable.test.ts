import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChatbotApi, type ChatMessage, replyOf, send, startChatbotApi, UNKNOWN_ID } from "./harness.ts";

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
const references = () => ({
  chatbotId: {
    id: api.chatbotId,
    _id: api.chatbotId,
    name: "Shop help",
    role: "",
    description: "",
    promptTemplate: "",
    metadata: {},
    createdAt: isoTime,
    updatedAt: isoTime,
  },
  clientId: {
    id: api.clientId,
    _id: api.clientId,
    name: "Ada",
    email: "ada@example.com",
    metadata: {},
    createdAt: isoTime,
    updatedAt: isoTime,
  },
});
const success = (data: unknown) => ({ success: true, message: expect.stringMatching(/successfully$/), data });
const found = (data: unknown) => ({ success: true, data });

it("creates a session: 201, active, without messages, without unset fields", async () => {
  const { chatbotId, clientId } = api;
  const { status, headers, body } = await api.request("POST", "/sessions", { body: { chatbotId, clientId } });
  expect(status).toBe(201);
  expect(headers.get("content-type")).toMatch(/^application\/json/);
  expect(headers.get("x-request-id")).toBeTruthy();
  expect(body).toEqual(success(session()));
  const { id, _id, startTime } = body.data as Record<string, string>;
  expect(_id).toBe(id);
  expect(Math.abs(Date.parse(startTime ?? "") - api.server.clock.now().getTime())).toBeLessThan(30_000);
});

it("creates a session with a title", async () => {
  expect(await api.create({ title: "Where is my order?" })).toEqual(session({ title: "Where is my order?" }));
});

it("updates the fields in the body", async () => {
  const { id } = await api.create({ title: "Before" });
  const changes = {
    title: "After",
    endTime: "2099-01-02T03:04:05.000Z",
    feedback: { rating: 5, comment: "Quick" },
    metadata: { order: 4711, nested: { list: [1, null] } },
  };
  const { status, body } = await api.request("PUT", `/sessions/${id}`, { body: changes });
  expect(status).toBe(200);
  expect(body).toEqual(success(session({ id, ...changes })));
});

it("gets a session, with its chatbot and its client", async () => {
  const { id } = await api.create({ title: "A title" });
  await api.addMessage(id, "Hello");
  const { status, body } = await api.request("GET", `/sessions/${id}`);
  expect(status).toBe(200);
  const messages = [{ role: "user", content: "Hello", timestamp: isoTime }];
  expect(body).toEqual(found(session({ id, ...references(), title: "A title", messages })));
});

it("ends a session", async () => {
  const { id } = await api.create();
  const { status, body } = await api.request("POST", `/sessions/${id}/end`);
  expect(status).toBe(200);
  expect(body).toEqual(success(session({ id, status: "COMPLETED", endTime: isoTime })));
});

it("appends messages of each role and answers with the session and all its messages, oldest first", async () => {
  const { id } = await api.create();
  const timestamp = "2026-01-02T03:04:05.678Z";
  await api.addMessage(id, "One", "user");
  await api.addMessage(id, "Two", "assistant");
  const body = { message: { role: "system", content: "Three", timestamp } };
  const reply = await api.request("POST", `/sessions/message?sessionId=${id}`, { body });
  expect(reply.status).toBe(200);
  const messages = [
    { role: "user", content: "One", timestamp: isoTime },
    { role: "assistant", content: "Two", timestamp: isoTime },
    { role: "system", content: "Three", timestamp },
  ];
  expect(reply.body).toEqual(success(session({ id, messages })));
});

it("processes a chat message: stores it and the reply, and answers with the reply", async () => {
  const { id } = await api.create();
  const { status, body } = await api.request("POST", `/sessions/chat?sessionId=${id}`, {
    body: { content: "Hello, what can you do?" },
  });
  expect(status).toBe(200);
  const reply = { role: "assistant", content: expect.stringMatching(/\S/), timestamp: isoTime };
  expect(body).toEqual(success(reply));
  const { messages } = await api.read(id);
  expect(messages).toEqual([
    { role: "user", content: "Hello, what can you do?", timestamp: isoTime },
    body.data as ChatMessage,
  ]);
});

it("lists sessions, newest first, with page information", async () => {
  await using own = await startChatbotApi({ jobs: false });
  const first = await own.create({ title: "First" });
  await own.addMessage(first.id, "Hello");
  own.server.clock.advance(1_000);
  const second = await own.create();
  const { status, body } = await own.request("GET", "/sessions");
  expect(status).toBe(200);
  const [one, two] = await Promise.all([own.read(first.id), own.read(second.id)]);
  expect(body).toEqual(
    found({
      results: [two, one],
      paginatorInfo: {
        count: 2,
        currentPage: 1,
        hasMorePages: false,
        lastPage: 1,
        limit: 10,
        perPage: 10,
        total: 2,
      },
    }),
  );
  expect(one).toMatchObject({
    chatbotId: { id: own.chatbotId, name: "Shop help" },
    clientId: { name: "Ada" },
    title: "First",
    messages: [{ role: "user", content: "Hello" }],
  });
});

it("serves the same API at its mount", async () => {
  const { id } = await api.create();
  const headers = { "x-api-key": api.person.token };
  const reply = await api.request("GET", `/chatbot/sessions/${id}`, { token: null, headers });
  expect(reply).toMatchObject({ status: 200, body: found(session({ id, ...references() })) });
  const list = await api.request("GET", `/chatbot/sessions?limit=1&chatbotId=${api.chatbotId}`);
  expect(list).toMatchObject({ status: 200, body: { data: { paginatorInfo: { count: 1 } } } });
  const { chatbotId, clientId } = api;
  const made = await api.request("POST", "/chatbot/sessions", { body: { chatbotId, clientId } });
  expect(made.status).toBe(201);
  for (const path of ["chatbots", "clients"])
    expect((await api.request("GET", `/chatbot/${path}`)).status).toBe(200);
});

describe("the header Sessions-Api", () => {
  it("may select this API", async () => {
    const { id } = await api.create();
    for (const name of ["chatbot", "Chatbot", " chatbot ", ""]) {
      const reply = await api.request("GET", `/sessions/${id}`, { headers: { "sessions-api": name } });
      expect(reply.status).toBe(200);
    }
  });

  it("answers 404 when it selects an API without that path", async () => {
    const { id } = await api.create();
    for (const name of ["insight", "partner", "nothing"]) {
      const options = { token: api.person.token, headers: { "sessions-api": name } };
      for (const path of ["/sessions", `/sessions/${id}`]) {
        const reply = await replyOf(await send(api.server, "GET", path, options));
        expect(reply).toMatchObject({ status: 404, body: { success: false, errors: [] } });
      }
    }
  });

  it("is ignored on paths that belong to one API only", async () => {
    const headers = { "sessions-api": "insight" };
    for (const path of ["/chatbot/sessions", "/chatbots", "/clients"])
      expect((await api.request("GET", path, { headers })).status).toBe(200);
  });
});

it("accepts ids in upper and lower case, in paths, queries and bodies", async () => {
  const { chatbotId, clientId } = api;
  const body = { chatbotId: chatbotId.toUpperCase(), clientId: clientId.toUpperCase() };
  const { id } = (await api.request("POST", "/sessions", { body })).body.data as { id: string };
  const upperCaseId = id.toUpperCase();
  expect((await api.request("GET", `/sessions/${upperCaseId}`)).body).toMatchObject({ data: { id } });
  const message = { role: "user", content: "Hi" };
  const added = await api.request("POST", `/sessions/message?sessionId=${upperCaseId}`, {
    body: { message },
  });
  expect(added.body).toMatchObject({ data: { id, messages: [{ content: "Hi" }] } });
  const list = await api.request("GET", `/sessions?clientId=${clientId.toUpperCase()}&limit=1`);
  expect(list.body).toMatchObject({ data: { paginatorInfo: { count: 1 } } });
  expect((await api.request("GET", `/sessions/${UNKNOWN_ID.toUpperCase()}`)).status).toBe(404);
});
