import { type AgentSettings, agentSettings } from "@parley/api/agent/settings";
import { expect, it } from "vitest";
import { type AgentApi, type Reply, startAgentApi } from "./harness.ts";

const withLimits = (limits: Partial<AgentSettings["limits"]>, perAccountMinute?: number) =>
  startAgentApi({
    jobs: false,
    limits: perAccountMinute === undefined ? { scale: 1 } : { scale: 1, perAccountMinute },
    kindSettings: {
      agent: { ...agentSettings.defaults, limits: { ...agentSettings.defaults.limits, ...limits } },
    },
  });

async function statuses(times: number, request: () => Promise<Reply>): Promise<number[]> {
  const replies: number[] = [];
  for (let i = 0; i < times; i++) replies.push((await request()).status);
  return replies;
}

function expectRateLimited(reply: Reply, limit: number, windowSeconds: number) {
  expect(reply.status).toBe(429);
  expect(reply.body).toMatchObject({
    error: "RateLimitError",
    code: "RATE_LIMITED",
    message: expect.stringContaining(String(limit)),
    details: { limit, windowSeconds },
  });
  const wait = Number(reply.headers.get("retry-after"));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(windowSeconds);
  expect(reply.headers.get("ratelimit-limit")).toBe(String(limit));
  expect(reply.headers.get("ratelimit-remaining")).toBe("0");
  expect(reply.headers.get("ratelimit-reset")).toBe(String(wait));
  return wait;
}

it("allows 60 requests a minute in one session, as documented", async () => {
  await using api = await withLimits({});
  const { sessionId } = await api.create();
  const get = () => api.request("GET", `/${sessionId}`);
  const first = await get();
  expect(first.headers.get("ratelimit-limit")).toBe("60");
  expect(first.headers.get("ratelimit-remaining")).toBe("59");
  expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(50);
  expect(await statuses(59, get)).toEqual(Array(59).fill(200));
  const wait = expectRateLimited(await get(), 60, 60);
  expectRateLimited(await api.request("POST", `/${sessionId}/messages`, { body: { content: "Hi" } }), 60, 60);
  const other = await api.create();
  expect((await api.request("GET", `/${other.sessionId}`)).status).toBe(200);
  api.server.clock.advance(wait * 1000);
  expect((await get()).status).toBe(200);
});

it("allows exactly the limit of concurrent requests", async () => {
  await using api = await withLimits({ perSessionMinute: 20 });
  const { sessionId } = await api.create();
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => api.request("POST", `/${sessionId}/heartbeat`)),
  );
  expect(replies.filter((r) => r.status === 200)).toHaveLength(20);
  expect(replies.filter((r) => r.status === 429)).toHaveLength(30);
});

it("limits a user's requests in an hour, over all sessions and credentials", async () => {
  await using api = await withLimits({ perUserHour: 5 });
  const key = await api.keyWith("*");
  const { sessionId } = await api.create();
  const request = () => api.request("GET", `/${sessionId}`, { token: key });
  expect(await statuses(4, request)).toEqual([200, 200, 200, 200]);
  expectRateLimited(await request(), 5, 3600);
  expectRateLimited(await api.request("GET", ""), 5, 3600);
  const stranger = await api.server.signUp();
  expect((await api.request("GET", "", { token: stranger.token })).status).toBe(200);
});

it("limits an agent's requests in an hour", async () => {
  await using api = await withLimits({ perAgentHour: 3 });
  const { sessionId } = await api.create();
  const request = () => api.request("GET", `/${sessionId}`);
  expect(await statuses(2, request)).toEqual([200, 200]);
  expectRateLimited(await request(), 3, 3600);
  expectRateLimited(await createWith(api, api.agentId), 3, 3600);
  const other = await api.agentOf(api.person.id);
  expect((await createWith(api, other)).status).toBe(201);
});

const createWith = (api: AgentApi, agentId: string) =>
  api.request("POST", "", { body: { agentId, userId: "u" } });

it("never limits the health check", async () => {
  await using api = await withLimits({ perUserHour: 1 }, 1);
  expect(await statuses(5, () => api.request("GET", "/health", { token: null }))).toEqual(Array(5).fill(200));
});

it("stores neither a message that is refused nor the refusal under its Idempotency-Key", async () => {
  await using api = await withLimits({ perSessionMinute: 1 });
  const { sessionId } = await api.create();
  const send = () =>
    api.request("POST", `/${sessionId}/messages`, {
      body: { content: "Hi" },
      headers: { "idempotency-key": "k" },
    });
  await api.request("GET", `/${sessionId}`);
  const wait = expectRateLimited(await send(), 1, 60);
  api.server.clock.advance(wait * 1000);
  expect((await send()).status).toBe(201);
  api.server.clock.advance(61_000);
  expect((await api.request("GET", `/${sessionId}/messages`)).body.messages).toHaveLength(1);
});
