import { afterAll, beforeAll, expect, it } from "vitest";
import { type AgentApi, POLL_OPTIONS, startAgentApi } from "./harness.ts";

// The document's endpoints in its order: each path, each success status, each field.

let api: AgentApi;
beforeAll(async () => {
  api = await startAgentApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const TIMEOUT = { timeoutMinutes: 30, autoRenew: true, maxDurationMinutes: 180, warningThresholdMinutes: 5 };
const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const near = (expected: number) => expect.toSatisfy((n: number) => n <= expected && n > expected - 30_000);

const sessionInfo = (over: object = {}) => ({
  sessionId: uuid,
  agentId: api.agentId,
  userId: "user-456",
  createdAt: isoTime,
  lastActivity: isoTime,
  expiresAt: isoTime,
  timeRemaining: near(30 * 60_000),
  isNearExpiration: false,
  timeoutConfig: TIMEOUT,
  renewalCount: 0,
  metadata: { plan: "trial" },
  ...over,
});

const createSession = () => api.create({ metadata: { plan: "trial" }, timeoutConfig: TIMEOUT });

it("creates a session: 201 with every documented field, and its token", async () => {
  const body = {
    agentId: api.agentId,
    userId: "user-456",
    metadata: { plan: "trial" },
    timeoutConfig: TIMEOUT,
  };
  const { status, headers, body: created } = await api.request("POST", "", { body });
  expect(status).toBe(201);
  expect(headers.get("content-type")).toMatch(/^application\/json/);
  expect(headers.get("x-request-id")).toBeTruthy();
  expect(created).toEqual(
    sessionInfo({ status: "active", sessionToken: expect.stringMatching(/^\S{40,}$/) }),
  );
  expect(Date.parse(String(created.expiresAt)) - Date.parse(String(created.createdAt))).toBe(30 * 60_000);
});

it("creates a session from agentId and userId: empty metadata, the installation's timeouts", async () => {
  const created = await api.create();
  expect(created).toMatchObject({
    metadata: {},
    timeoutConfig: {
      timeoutMinutes: 30,
      autoRenew: true,
      maxDurationMinutes: 720,
      warningThresholdMinutes: 5,
    },
  });
});

it("gets a session", async () => {
  const { sessionId } = await createSession();
  const { status, body } = await api.request("GET", `/${sessionId}`);
  expect(status).toBe(200);
  expect(body).toEqual(sessionInfo({ sessionId }));
});

it("lists sessions, newest first, with totals and counts", async () => {
  await using own = await startAgentApi();
  const first = await own.create();
  const second = await own.create({ userId: "user-789" });
  const { status, body } = await own.request("GET", "");
  expect(status).toBe(200);
  expect(body).toEqual({
    sessions: [second, first].map(({ sessionId, userId }) => ({
      sessionId,
      agentId: own.agentId,
      userId,
      createdAt: isoTime,
      expiresAt: isoTime,
      timeRemaining: near(30 * 60_000),
      isNearExpiration: false,
      renewalCount: 0,
    })),
    total: 2,
    limit: 50,
    offset: 0,
    stats: { totalSessions: 2, activeSessions: 2, expiredSessions: 0 },
  });
});

it("deletes a session and its messages", async () => {
  const { sessionId } = await createSession();
  await api.request("POST", `/${sessionId}/messages`, { body: { content: "Remember this" } });
  const { status, body } = await api.request("DELETE", `/${sessionId}`);
  expect(status).toBe(200);
  const message = `Session ${sessionId} deleted successfully`;
  expect(body).toEqual({ success: true, message, data: { success: true, message } });
  for (const path of [`/${sessionId}`, `/${sessionId}/messages`]) {
    expect(await api.request("GET", path)).toMatchObject({
      status: 404,
      body: { code: "SESSION_NOT_FOUND" },
    });
  }
  expect((await api.request("DELETE", `/${sessionId}`)).status).toBe(404);
  const left = await api.server.services.db.$client`select from message where session_id = ${sessionId}`;
  expect(left).toHaveLength(0);
});

it("sends a message: 201 with the message and the session's status", async () => {
  const { sessionId } = await createSession();
  const attachments = [{ type: "image", url: "https://example.com/a.png", name: "a.png" }];
  const sent = { content: "  Hello there  ", attachments, metadata: { page: 3 } };
  const { status, body } = await api.request("POST", `/${sessionId}/messages`, { body: sent });
  expect(status).toBe(201);
  expect(body).toEqual({
    id: uuid,
    sessionId,
    content: "Hello there",
    authorId: "user-456",
    isAgent: false,
    createdAt: isoTime,
    metadata: { page: 3 },
    attachments,
    sessionStatus: { expiresAt: isoTime, renewalCount: 1, wasRenewed: true, isNearExpiration: false },
  });
  const session = await api.request("GET", `/${sessionId}`);
  expect(session.body).toMatchObject({ renewalCount: 1, lastActivity: body.createdAt });
});

it("appends the agent's reply after the message", async () => {
  const { sessionId } = await createSession();
  await api.request("POST", `/${sessionId}/messages`, { body: { content: "Hello" } });
  const messages = await expect
    .poll(async () => (await api.request("GET", `/${sessionId}/messages`)).body.messages, POLL_OPTIONS)
    .toHaveLength(2)
    .then(async () => (await api.request("GET", `/${sessionId}/messages`)).body.messages);
  expect(messages).toMatchObject([{ isAgent: true, authorId: api.agentId }, { isAgent: false }]);
});

it("lists the messages, newest first, with cursors", async () => {
  const { sessionId } = await createSession();
  await api.request("POST", `/${sessionId}/messages`, { body: { content: "Hello", transport: "http" } });
  const { status, body } = await api.request("GET", `/${sessionId}/messages?limit=50`);
  expect(status).toBe(200);
  const message = {
    id: uuid,
    sessionId,
    content: expect.any(String),
    authorId: expect.any(String),
    isAgent: expect.any(Boolean),
    createdAt: isoTime,
    metadata: expect.any(Object),
    attachments: [],
  };
  const messages = body.messages as { createdAt: string; isAgent: boolean }[];
  expect(body).toEqual({
    messages: [message, message],
    hasMore: false,
    cursors: {
      before: Date.parse(messages[1]?.createdAt ?? ""),
      after: Date.parse(messages[0]?.createdAt ?? ""),
    },
  });
  expect(messages.map((m) => m.isAgent)).toEqual([true, false]);
});

it("renews a session", async () => {
  const { sessionId } = await createSession();
  const { status, body } = await api.request("POST", `/${sessionId}/renew`);
  expect(status).toBe(200);
  expect(body).toEqual(sessionInfo({ sessionId, renewalCount: 1 }));
});

it("updates the timeout fields in the body, and expiresAt with them", async () => {
  const { sessionId, createdAt } = await createSession();
  const body = { timeoutMinutes: 120, autoRenew: false, maxDurationMinutes: 480 };
  const reply = await api.request("PATCH", `/${sessionId}/timeout`, { body });
  expect(reply.status).toBe(200);
  expect(reply.body).toEqual({
    sessionId,
    timeoutConfig: { ...body, warningThresholdMinutes: 5 },
    expiresAt: new Date(Date.parse(String(createdAt)) + 120 * 60_000).toISOString(),
    renewalCount: 0,
  });
});

it("answers a heartbeat with the whole session", async () => {
  const { sessionId } = await createSession();
  const { status, body } = await api.request("POST", `/${sessionId}/heartbeat`);
  expect(status).toBe(200);
  expect(body).toEqual(sessionInfo({ sessionId, renewalCount: 1 }));
});

it("answers the health check without a credential", async () => {
  const { status, body } = await api.request("GET", "/health", { token: null });
  expect(status).toBe(200);
  expect(body).toEqual({
    status: "healthy",
    activeSessions: expect.any(Number),
    timestamp: isoTime,
    expiringSoon: expect.any(Number),
    invalidSessions: 0,
    uptime: expect.any(Number),
  });
});

it("serves the same API at its mount", async () => {
  const { sessionId } = await createSession();
  const response = await fetch(`${api.server.url}/agent/api/messaging/sessions/${sessionId}`, {
    headers: { "x-api-key": api.person.token },
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual(sessionInfo({ sessionId }));
});

it("accepts the curl requests of the document", async () => {
  const created = await api.request("POST", "", {
    body: { agentId: api.agentId, userId: "user-456", timeoutConfig: TIMEOUT },
  });
  const { sessionId } = created.body;
  const sent = await api.request("POST", `/${sessionId}/messages`, {
    body: { content: "Hello, how can I help you today?" },
  });
  const got = await api.request("GET", `/${sessionId}/messages?limit=50`);
  expect([created.status, sent.status, got.status]).toEqual([201, 201, 200]);
});

it("accepts API keys, filters, cursors and repeated requests", async () => {
  const { sessionId } = await createSession();
  const token = await api.keyWith("sessions:read", "sessions:write");
  const send = (content: string) =>
    api.request("POST", `/${sessionId}/messages`, {
      token,
      headers: { "idempotency-key": content },
      body: { content },
    });
  const [first, again] = [await send("one"), await send("one")];
  expect(again.body).toEqual(first.body);
  const second = await send("two");
  const page = (query: string) => api.request("GET", `/${sessionId}/messages?${query}`, { token });
  const older = await page(`before=${Date.parse(String(second.body.createdAt))}&limit=100`);
  const newer = await page(`after=${Date.parse(String(first.body.createdAt))}&limit=100`);
  expect(older.body.messages).toContainEqual(expect.objectContaining({ id: first.body.id }));
  expect(newer.body.messages).toContainEqual(expect.objectContaining({ id: second.body.id }));
  const filtered = `?agentId=${api.agentId}&userId=user-456&status=all&limit=1&offset=1`;
  expect((await api.request("GET", filtered, { token })).body.sessions).toHaveLength(1);
  expect((await api.request("GET", "?status=expired", { token })).body.sessions).toEqual([]);
});
