import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentApi, startAgentApi } from "./harness.ts";

// Each refusal: its status, and the four fields of the document's error.

let api: AgentApi;
beforeAll(async () => {
  api = await startAgentApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const NO_SESSION = "01900000-0000-7000-8000-000000000000";
const IN_SESSION = [
  ["GET", ""],
  ["DELETE", ""],
  ["POST", "/messages"],
  ["GET", "/messages"],
  ["POST", "/renew"],
  ["PATCH", "/timeout"],
  ["POST", "/heartbeat"],
] as const;
const bodyFor = (path: string) =>
  path === "/messages" ? { content: "Hello" } : path === "/timeout" ? { timeoutMinutes: 60 } : undefined;

const error = (name: string, code: string, details: object = expect.any(Object)) => ({
  error: name,
  code,
  message: expect.stringMatching(/\S/),
  details,
});

describe.each(IN_SESSION)("%s /{sessionId}%s", (method, path) => {
  const body = method === "GET" ? undefined : bodyFor(path);

  it("answers 404 where there is no such session", async () => {
    const reply = await api.ask(method, `/${NO_SESSION}${path}`, { body });
    expect(reply.status).toBe(404);
    expect(reply.body).toEqual(error("SessionNotFoundError", "SESSION_NOT_FOUND", { sessionId: NO_SESSION }));
    expect(reply.body.message).toContain(NO_SESSION);
  });

  it("answers 404 for an id that none has, whatever it is", async () => {
    for (const id of [
      "x",
      "%00",
      "a%2Fb",
      "%E0%A4%A",
      "%zz",
      "..;",
      "x".repeat(5000),
      "'; drop table session --",
    ]) {
      const reply = await api.ask(method, `/${id}${path}`, { body });
      expect(reply.status).toBe(404);
      expect(reply.body).toEqual(error("SessionNotFoundError", "SESSION_NOT_FOUND"));
    }
  });

  it("answers 401 without a good credential, before anything else", async () => {
    for (const token of [null, "nonsense", "pk_nonsense", `pst_${NO_SESSION}.nonsense`]) {
      const reply = await api.ask(method, `/${NO_SESSION}${path}`, {
        token,
        body: method === "GET" ? undefined : "{",
      });
      expect(reply.status).toBe(401);
      expect(reply.body).toEqual(error("AuthenticationError", "UNAUTHORIZED"));
      expect(reply.headers.get("www-authenticate")).toBe("Bearer");
    }
  });

  it("answers 403 for somebody else's session", async () => {
    const { sessionId } = await api.create();
    const stranger = await api.server.signUp();
    const reply = await api.ask(method, `/${sessionId}${path}`, { token: stranger.token, body });
    expect(reply.status).toBe(403);
    expect(reply.body).toEqual(error("PermissionError", "FORBIDDEN"));
  });
});

it.each([
  [{}, "agentId, userId"],
  [{ agentId: "x" }, "userId"],
  [{ userId: "x" }, "agentId"],
  [undefined, "agentId, userId"],
])("names the fields that %j lacks", async (body, missing) => {
  const reply = await api.ask("POST", "", { body });
  expect(reply.status).toBe(400);
  expect(reply.body).toEqual(error("ValidationError", "VALIDATION_ERROR"));
  expect(reply.body.message).toBe(`Missing required fields: ${missing}`);
});

it("answers 404 for an agent that is unknown, deleted, or somebody else's", async () => {
  const stranger = await api.server.signUp();
  const caller = api.server.callerOf({ type: "user", ownerId: api.person.id });
  const deleted = await api.agentOf(api.person.id);
  await caller.agent.agents.delete({ id: deleted });
  for (const agentId of ["agent-123", NO_SESSION, deleted, await api.agentOf(stranger.id)]) {
    const reply = await api.ask("POST", "", { body: { agentId, userId: "u" } });
    expect(reply.status).toBe(404);
    expect(reply.body).toEqual(error("AgentNotFoundError", "AGENT_NOT_FOUND", { agentId }));
  }
});

it("answers 503 when the database does not answer, within some two seconds", async () => {
  const lock = Promise.withResolvers<void>();
  const isLocked = Promise.withResolvers<void>();
  const locked = api.server.services.db.$client.begin(async (sql) => {
    await sql`lock table agent_session in access exclusive mode`;
    isLocked.resolve();
    await lock.promise;
  });
  await isLocked.promise;
  const started = Date.now();
  const reply = await api.ask("GET", "/health", { token: null }).finally(lock.resolve);
  const took = Date.now() - started;
  await locked;
  expect(reply.status).toBe(503);
  expect(reply.body).toEqual({
    status: "unhealthy",
    activeSessions: null,
    timestamp: expect.any(String),
    expiringSoon: null,
    invalidSessions: null,
    uptime: expect.any(Number),
  });
  expect(took).toBeGreaterThanOrEqual(1_900);
  expect(took).toBeLessThan(4_000);
  expect((await api.ask("GET", "/health", { token: null })).status).toBe(200);
});

it("answers an unexpected error with 500, the request's id, and nothing of the inside", async () => {
  await using broken = await startAgentApi({ jobs: false });
  const { sessionId } = await broken.create();
  await broken.server.services.db.$client`alter table message rename to message_moved`;
  const reply = await broken.ask("GET", `/${sessionId}/messages`, {
    headers: { "x-request-id": "seen-by-me" },
  });
  expect(reply.status).toBe(500);
  expect(reply.body).toEqual(error("InternalServerError", "INTERNAL_ERROR", { requestId: "seen-by-me" }));
  expect(JSON.stringify(reply.body)).not.toMatch(/message_moved|select|relation|postgres/i);
});
