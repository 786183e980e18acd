import { afterAll, beforeAll, expect, it } from "vitest";
import { type AgentApi, type Body, startAgentApi } from "./harness.ts";

let api: AgentApi;
beforeAll(async () => {
  api = await startAgentApi({ jobs: false });
});
afterAll(() => api[Symbol.asyncDispose]());

const MINUTE = 60_000;
const at = (body: Body, field: string) => Date.parse(String(body[field]));
const now = () => api.server.clock.now().getTime();
const advanceTo = (time: number) => api.server.clock.advance(time - now());
const get = async (sessionId: string) => (await api.request("GET", `/${sessionId}`)).body;

async function expectExpired(sessionId: string, expiredAt: unknown) {
  const expired = {
    status: 410,
    body: { error: "SessionExpiredError", code: "SESSION_EXPIRED", details: { expiredAt } },
  };
  for (const [method, path, body] of [
    ["GET", ""],
    ["GET", "/messages"],
    ["POST", "/messages", { content: "Hello" }],
    ["POST", "/renew"],
    ["POST", "/heartbeat"],
    ["PATCH", "/timeout", { timeoutMinutes: 60 }],
    ["GET", ""],
  ] as const) {
    expect(await api.request(method, `/${sessionId}${path}`, { body })).toMatchObject(expired);
  }
}

it("answers every read and write with 410 from expiresAt on, until the session is deleted", async () => {
  const { sessionId, expiresAt } = await api.create();
  advanceTo(Date.parse(String(expiresAt)) - 10_000);
  const last = await get(sessionId);
  expect(last.timeRemaining).toBeLessThanOrEqual(10_000);
  expect(last).toMatchObject({ expiresAt, isNearExpiration: true });
  advanceTo(Date.parse(String(expiresAt)));
  await expectExpired(sessionId, expiresAt);
  api.server.clock.advance(5 * MINUTE);
  await expectExpired(sessionId, expiresAt);
  expect((await api.request("DELETE", `/${sessionId}`)).status).toBe(200);
  expect((await api.request("GET", `/${sessionId}`)).status).toBe(404);
});

it("is near its expiration from the threshold on, not before", async () => {
  const timeoutConfig = { timeoutMinutes: 20, warningThresholdMinutes: 10 };
  const { sessionId, expiresAt } = await api.create({ timeoutConfig });
  advanceTo(Date.parse(String(expiresAt)) - 10 * MINUTE - 15_000);
  expect(await get(sessionId)).toMatchObject({ isNearExpiration: false });
  advanceTo(Date.parse(String(expiresAt)) - 10 * MINUTE);
  expect(await get(sessionId)).toMatchObject({ isNearExpiration: true });
});

it("is renewed by each message and heartbeat, up to the maximum duration", async () => {
  const timeoutConfig = { timeoutMinutes: 30, maxDurationMinutes: 60, autoRenew: true };
  const created = await api.create({ timeoutConfig });
  const { sessionId } = created;
  const end = at(created, "createdAt") + 60 * MINUTE;
  const send = async () =>
    (await api.request("POST", `/${sessionId}/messages`, { body: { content: "Hi" } })).body;
  api.server.clock.advance(20 * MINUTE);
  const first = (await send()).sessionStatus as Body;
  expect(first).toMatchObject({ wasRenewed: true, renewalCount: 1 });
  expect(at(first, "expiresAt")).toBeGreaterThan(at(created, "createdAt") + 50 * MINUTE - 1);
  api.server.clock.advance(20 * MINUTE);
  const beat = (await api.request("POST", `/${sessionId}/heartbeat`)).body;
  expect(beat.renewalCount).toBe(2);
  expect(at(beat, "expiresAt")).toBe(end);
  const capped = (await send()).sessionStatus as Body;
  expect(capped).toMatchObject({
    wasRenewed: false,
    renewalCount: 2,
    expiresAt: new Date(end).toISOString(),
  });
  expect(await api.request("POST", `/${sessionId}/renew`)).toMatchObject({
    status: 422,
    body: {
      error: "SessionRenewalError",
      code: "SESSION_RENEWAL_FAILED",
      details: { maxDurationMinutes: 60 },
    },
  });
  advanceTo(end);
  await expectExpired(sessionId, new Date(end).toISOString());
});

it("without autoRenew, messages and heartbeats do not renew it; POST /renew does", async () => {
  const created = await api.create({ timeoutConfig: { timeoutMinutes: 30, autoRenew: false } });
  const { sessionId, expiresAt } = created;
  api.server.clock.advance(10 * MINUTE);
  const sent = (await api.request("POST", `/${sessionId}/messages`, { body: { content: "Hi" } })).body;
  expect(sent.sessionStatus).toMatchObject({ wasRenewed: false, renewalCount: 0, expiresAt });
  const beat = (await api.request("POST", `/${sessionId}/heartbeat`)).body;
  expect(beat).toMatchObject({ renewalCount: 0, expiresAt });
  expect(at(beat, "lastActivity")).toBeGreaterThan(at(created, "lastActivity"));
  const renewed = (await api.request("POST", `/${sessionId}/renew`)).body;
  expect(renewed.renewalCount).toBe(1);
  expect(at(renewed, "expiresAt") - at(renewed, "lastActivity")).toBe(30 * MINUTE);
});

it("PATCH updates the fields in the body and expiresAt; a past expiresAt expires the session at once", async () => {
  const created = await api.create({ timeoutConfig: { timeoutMinutes: 30, autoRenew: false } });
  const { sessionId } = created;
  const patch = (body: object) => api.request("PATCH", `/${sessionId}/timeout`, { body });
  const longer = (await patch({ timeoutMinutes: 60 })).body;
  expect(at(longer, "expiresAt")).toBe(at(created, "createdAt") + 60 * MINUTE);
  expect(longer.timeoutConfig).toEqual({
    timeoutMinutes: 60,
    autoRenew: false,
    maxDurationMinutes: 720,
    warningThresholdMinutes: 5,
  });
  const unchanged = (await patch({})).body;
  expect(unchanged).toMatchObject({ expiresAt: longer.expiresAt, timeoutConfig: longer.timeoutConfig });
  api.server.clock.advance(10 * MINUTE);
  const over = (await patch({ timeoutMinutes: 5 })).body;
  expect(at(over, "expiresAt")).toBe(at(created, "createdAt") + 5 * MINUTE);
  await expectExpired(sessionId, over.expiresAt);
});

it("merges timeout settings field by field: installation, then agent, then request", async () => {
  const caller = api.server.callerOf({ type: "user", ownerId: api.person.id });
  const agent = await caller.agent.agents.create({
    name: "Patient",
    timeoutConfig: { timeoutMinutes: 90, warningThresholdMinutes: 15 },
  });
  const created = await api.create({ agentId: agent.id, timeoutConfig: { warningThresholdMinutes: 20 } });
  expect(created.timeoutConfig).toEqual({
    timeoutMinutes: 90,
    autoRenew: true,
    maxDurationMinutes: 720,
    warningThresholdMinutes: 20,
  });
});

it("keeps expiresAt and lastActivity when the clock is set back", async () => {
  const created = await api.create();
  api.server.clock.advance(-10 * MINUTE);
  const beat = (await api.request("POST", `/${created.sessionId}/heartbeat`)).body;
  expect(at(beat, "expiresAt")).toBeGreaterThanOrEqual(at(created, "expiresAt"));
  expect(at(beat, "lastActivity")).toBeGreaterThanOrEqual(at(created, "lastActivity"));
});
