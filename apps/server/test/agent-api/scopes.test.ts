import { SCOPES, type Scope } from "@parley/api/account/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentApi, startAgentApi } from "./harness.ts";

// Who may do what: each endpoint against each kind of credential.

type Endpoint = { method: string; path: string; scope: Scope; body?: object; ok: number; inSession: boolean };
const ENDPOINTS: Endpoint[] = [
  { method: "POST", path: "", scope: "sessions:create", ok: 201, inSession: false },
  { method: "GET", path: "", scope: "sessions:read", ok: 200, inSession: false },
  { method: "GET", path: "/{id}", scope: "sessions:read", ok: 200, inSession: true },
  { method: "GET", path: "/{id}/messages", scope: "sessions:read", ok: 200, inSession: true },
  {
    method: "POST",
    path: "/{id}/messages",
    scope: "sessions:write",
    body: { content: "Hi" },
    ok: 201,
    inSession: true,
  },
  { method: "POST", path: "/{id}/renew", scope: "sessions:write", ok: 200, inSession: true },
  { method: "POST", path: "/{id}/heartbeat", scope: "sessions:write", ok: 200, inSession: true },
  {
    method: "PATCH",
    path: "/{id}/timeout",
    scope: "sessions:manage",
    body: { timeoutMinutes: 60 },
    ok: 200,
    inSession: true,
  },
  { method: "DELETE", path: "/{id}", scope: "sessions:manage", ok: 200, inSession: true },
];
const SESSION_TOKEN_MAY: Scope[] = ["sessions:read", "sessions:write"];

let api: AgentApi;
const keys = new Map<string, string>();
beforeAll(async () => {
  api = await startAgentApi();
  for (const scope of SCOPES) keys.set(scope, await api.keyWith(scope));
});
afterAll(() => api[Symbol.asyncDispose]());

describe.each(ENDPOINTS)("$method $path", ({ method, path, scope, body, ok, inSession }) => {
  async function askWith(token: string | null, headers: Record<string, string> = {}, session?: string) {
    const sessionId = session ?? (inSession ? (await api.create()).sessionId : "");
    const sent = path === "" && method === "POST" ? { agentId: api.agentId, userId: "u" } : body;
    return api.ask(method, path.replace("{id}", sessionId), { token, headers, body: sent });
  }
  const key = (name: string) => keys.get(name) ?? "";

  it("needs a credential", async () => {
    expect(await askWith(null)).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
    expect((await askWith(null, { authorization: "Basic dTpw" })).status).toBe(401);
    expect((await askWith(`${key("*")}x`)).status).toBe(401);
  });

  it("is open to the signed-in person, by token, X-API-Key and cookie", async () => {
    const { token, cookie } = api.person;
    expect((await askWith(token)).status).toBe(ok);
    expect((await askWith(null, { "x-api-key": token })).status).toBe(ok);
    expect((await askWith(null, { cookie })).status).toBe(ok);
  });

  it(`needs ${scope} of a key, or *`, async () => {
    expect((await askWith(key(scope))).status).toBe(ok);
    expect((await askWith(key("*"))).status).toBe(ok);
    for (const other of SCOPES.filter((s) => s !== scope && s !== "*")) {
      const reply = await askWith(key(other));
      expect(reply).toMatchObject({ status: 403, body: { code: "FORBIDDEN", details: { scope } } });
    }
  });

  it("asks for the scope before it looks at the request", async () => {
    const reply = await api.ask(method, path.replace("{id}", "nothing"), {
      token: key("sessions:health"),
      body: method === "GET" ? undefined : "{ not json",
    });
    expect(reply.status).toBe(403);
  });

  it("lets a session's token into that session alone, to read and write", async () => {
    const { sessionId, sessionToken } = await api.create();
    const other = await api.create();
    const may = inSession && SESSION_TOKEN_MAY.includes(scope);
    expect((await askWith(sessionToken, {}, inSession ? sessionId : "")).status).toBe(may ? ok : 403);
    if (inSession) expect((await askWith(sessionToken, {}, other.sessionId)).status).toBe(403);
  });
});

it("takes a key's words seriously: revoked and expired ones open nothing", async () => {
  const caller = api.server.callerOf({ type: "user", ownerId: api.person.id });
  const soon = new Date(api.server.clock.now().getTime() + 60_000).toISOString();
  const brief = await caller.keys.create({ name: "brief", scopes: ["*"], expiresAt: soon });
  const lasting = await caller.keys.create({ name: "lasting", scopes: ["*"] });
  expect((await api.ask("GET", "", { token: brief.key })).status).toBe(200);
  expect((await api.ask("GET", "", { token: lasting.key })).status).toBe(200);
  await caller.keys.revoke({ id: lasting.id });
  api.server.clock.advance(61_000);
  expect((await api.ask("GET", "", { token: brief.key })).status).toBe(401);
  expect((await api.ask("GET", "", { token: lasting.key })).status).toBe(401);
});

it("finds nothing with the token of a session that was deleted", async () => {
  const { sessionId, sessionToken } = await api.create();
  await api.ask("DELETE", `/${sessionId}`);
  expect((await api.ask("GET", `/${sessionId}`, { token: sessionToken })).status).toBe(404);
});

it("asks nobody who they are for the health check, not even somebody with a bad credential", async () => {
  for (const token of [null, "nonsense", keys.get("sessions:create") ?? ""]) {
    expect((await api.ask("GET", "/health", { token })).status).toBe(200);
  }
});
