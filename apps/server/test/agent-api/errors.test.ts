import { afterAll, beforeAll, expect, it } from "vitest";
import { type AgentApi, startAgentApi } from "./harness.ts";

// Refusals of single operations: the status, and the four fields of the document's error. What all have is in ../contract.

let api: AgentApi;
beforeAll(async () => {
  api = await startAgentApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const NO_SESSION = "01900000-0000-7000-8000-000000000000";

const error = (name: string, code: string, details: object = expect.any(Object)) => ({
  error: name,
  code,
  message: expect.stringMatching(/\S/),
  details,
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
