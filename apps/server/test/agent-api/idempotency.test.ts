import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentApi, POLL_OPTIONS, SESSIONS, startAgentApi } from "./harness.ts";

let api: AgentApi;
beforeAll(async () => {
  api = await startAgentApi({ jobs: false });
});
afterAll(() => api[Symbol.asyncDispose]());

const newKey = () => crypto.randomUUID();
const keyed = (key: string) => ({ "idempotency-key": key });
const createBody = (userId = "u") => ({ agentId: api.agentId, userId });
const count = async (table: "session" | "message") => {
  const { $client: sql } = api.server.services.db;
  const [row] = await sql`select count(*)::int as n from ${sql(table)}`;
  return row?.n as number;
};

it("replays the first response to a repeated request, and runs it once", async () => {
  const headers = keyed(newKey());
  const before = await count("session");
  const first = await api.request("POST", "", { headers, body: createBody() });
  const again = await api.request("POST", "", { headers, body: createBody() });
  expect(first.status).toBe(201);
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(await count("session")).toBe(before + 1);
});

describe("when its session is deleted, a stored response", () => {
  const storedResponses = async (content: string) => {
    const { $client: sql } = api.server.services.db;
    return sql`select from idempotency where strpos(body::text, ${content}) > 0`;
  };

  it("is deleted with it", async () => {
    const { sessionId } = await api.create();
    const content = `Between us ${newKey()}`;
    const options = { headers: keyed(newKey()), body: { content, transport: "websocket" } };
    expect((await api.request("POST", `/${sessionId}/messages`, options)).status).toBe(201);
    expect(await storedResponses(content)).toHaveLength(1);
    await api.request("DELETE", `/${sessionId}`);
    expect(await storedResponses(content)).toHaveLength(0);
    const again = await api.request("POST", `/${sessionId}/messages`, options);
    expect(again).toMatchObject({ status: 404, body: { code: "SESSION_NOT_FOUND" } });
    expect(await storedResponses(content)).toHaveLength(0);
  });

  it("is not stored when the request completes afterwards", async () => {
    const { sessionId } = await api.create();
    const content = `Between us ${newKey()}`;
    const options = { headers: keyed(newKey()), body: { content, transport: "http" } };
    // No worker runs, so the request waits for its reply until the session is deleted.
    const waiting = api.request("POST", `/${sessionId}/messages`, options);
    await expect
      .poll(async () => (await api.request("GET", `/${sessionId}/messages`)).body.messages, POLL_OPTIONS)
      .toHaveLength(1);
    await api.request("DELETE", `/${sessionId}`);
    expect(await waiting).toMatchObject({ status: 201, body: { content } });
    expect(await storedResponses(content)).toHaveLength(0);
  });
});

it("works on every POST", async () => {
  const { sessionId } = await api.create();
  for (const path of ["/renew", "/heartbeat", "/messages"]) {
    const options = { headers: keyed(newKey()), body: path === "/messages" ? { content: "Hi" } : undefined };
    const first = await api.request("POST", `/${sessionId}${path}`, options);
    expect(await api.request("POST", `/${sessionId}${path}`, options)).toMatchObject({ body: first.body });
  }
  expect((await api.request("GET", `/${sessionId}`)).body.renewalCount).toBe(3);
});

it("refuses the key for another body, another path, another operation, with 422", async () => {
  const headers = keyed(newKey());
  const one = await api.create();
  const two = await api.create();
  await api.request("POST", `/${one.sessionId}/messages`, { headers, body: { content: "Hi" } });
  const used = { status: 422, body: { error: "IdempotencyKeyReusedError", code: "IDEMPOTENCY_KEY_REUSED" } };
  const other = [
    [`/${one.sessionId}/messages`, { content: "Ho" }],
    [`/${two.sessionId}/messages`, { content: "Hi" }],
    [`/${one.sessionId}/renew`, undefined],
    ["", createBody()],
  ] as const;
  for (const [path, body] of other)
    expect(await api.request("POST", path, { headers, body })).toMatchObject(used);
});

it("counts a request at the mount as the same request", async () => {
  const headers = { ...keyed(newKey()), authorization: `Bearer ${api.person.token}` };
  const request = (mount: string) =>
    fetch(`${api.server.url}${mount}/api/messaging/sessions`, {
      method: "POST",
      headers,
      body: JSON.stringify(createBody()),
    });
  const [first, again] = [await (await request("")).json(), await (await request("/agent")).json()];
  expect(again).toEqual(first);
});

it("runs one of many concurrent requests; the others get its response or 409", async () => {
  const { sessionId } = await api.create();
  const headers = keyed(newKey());
  const send = () => api.request("POST", `/${sessionId}/messages`, { headers, body: { content: "Once" } });
  const replies = await Promise.all(Array.from({ length: 20 }, send));
  const stored = (await api.request("GET", `/${sessionId}/messages`)).body.messages as { id: string }[];
  expect(stored).toHaveLength(1);
  expect(new Set(replies.map((r) => r.status))).toBeOneOf([new Set([201]), new Set([201, 409])]);
  for (const reply of replies.filter((r) => r.status === 201)) expect(reply.body.id).toBe(stored[0]?.id);
  expect(await send()).toMatchObject({ status: 201, body: { id: stored[0]?.id } });
});

it("answers 409 while the first request is in progress", async () => {
  const { sessionId } = await api.create();
  const key = newKey();
  const headers = keyed(key);
  const { $client: sql } = api.server.services.db;
  const send = () => api.request("POST", `/${sessionId}/messages`, { headers, body: { content: "Slow" } });
  const release = Promise.withResolvers<void>();
  const isLocked = Promise.withResolvers<void>();
  const locked = sql.begin(async (tx) => {
    await tx`select from agent_session where session_id = ${sessionId} for update`;
    isLocked.resolve();
    await release.promise;
  });
  await isLocked.promise;
  const first = send();
  // The second request is sent once the first holds the key: concurrent requests could take it in either order.
  await expect
    .poll(() => sql`select from idempotency where key like ${`%${key}`}`, POLL_OPTIONS)
    .toHaveLength(1);
  expect(await send()).toMatchObject({ status: 409, body: { error: "ConflictError", code: "CONFLICT" } });
  release.resolve();
  await locked;
  expect((await first).status).toBe(201);
  expect(await send()).toMatchObject({ status: 201, body: (await first).body });
});

it("replays error responses", async () => {
  const headers = keyed(newKey());
  const request = () => api.request("POST", "", { headers, body: { agentId: "none", userId: "u" } });
  const first = await request();
  expect(first).toMatchObject({ status: 404, body: { code: "AGENT_NOT_FOUND" } });
  const again = await request();
  expect(again).toMatchObject({ status: 404, body: first.body });
  expect(again.headers.get("idempotency-replayed")).toBe("true");
});

it("lets a request that failed with 500 run again, without creating a second session", async () => {
  await using fragile = await startAgentApi({ jobs: false });
  const { $client: sql } = fragile.server.services.db;
  const headers = keyed(newKey());
  const request = () =>
    fragile.request("POST", "", { headers, body: { agentId: fragile.agentId, userId: "u" } });
  await sql`create function fail() returns trigger language plpgsql as $$ begin raise 'no'; end $$`;
  await sql`create trigger fail before update of status on idempotency for each row execute function fail()`;
  expect((await request()).status).toBe(500);
  expect((await request()).status).toBe(409);
  await sql`drop trigger fail on idempotency`;
  fragile.server.clock.advance(91_000);
  const again = await request();
  expect(again.status).toBe(201);
  expect((await fragile.request("GET", "?status=all")).body).toMatchObject({
    total: 1,
    sessions: [{ sessionId: again.body.sessionId }],
  });
});

it("stores no response when the client disconnects before it", async () => {
  const { sessionId } = await api.create();
  const key = newKey();
  const disconnect = new AbortController();
  const sent = fetch(`${api.server.url}${SESSIONS}/${sessionId}/messages`, {
    method: "POST",
    headers: { ...keyed(key), authorization: `Bearer ${api.person.token}` },
    body: JSON.stringify({ content: "Hi", transport: "http" }),
    signal: disconnect.signal,
  }).catch(() => undefined);
  const { $client: sql } = api.server.services.db;
  const messages = () => sql`select id from message where session_id = ${sessionId}`;
  await expect.poll(messages, POLL_OPTIONS).toHaveLength(1);
  disconnect.abort();
  await sent;
  const isFree = () =>
    sql`select from idempotency where key like ${`%${key}`} and status is null and locked_until < created_at`;
  await expect.poll(isFree, POLL_OPTIONS).toHaveLength(1);
  expect(await messages()).toHaveLength(1);
});

it("expires a key after 24 hours", async () => {
  await using own = await startAgentApi({ jobs: false });
  const headers = keyed(newKey());
  const request = () => own.request("POST", "", { headers, body: { agentId: own.agentId, userId: "u" } });
  const first = await request();
  own.server.clock.advance(23 * 3_600_000);
  expect((await request()).body).toEqual(first.body);
  own.server.clock.advance(2 * 3_600_000);
  expect((await request()).body.sessionId).not.toBe(first.body.sessionId);
});

describe("keys", () => {
  it("belong to an account: another account may use the same key", async () => {
    const headers = keyed("1");
    const stranger = await api.server.signUp();
    const agentId = await api.agentOf(stranger.id);
    const mine = await api.request("POST", "", { headers, body: createBody() });
    const theirs = await api.request("POST", "", {
      headers,
      token: stranger.token,
      body: { agentId, userId: "u" },
    });
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.sessionId).not.toBe(mine.body.sessionId);
  });

  it("replay no response to a credential without access to the session", async () => {
    const [own, other] = [await api.create(), await api.create()];
    const headers = keyed(newKey());
    const request = (token: string) => api.request("POST", `/${other.sessionId}/renew`, { headers, token });
    expect((await request(api.person.token)).status).toBe(200);
    expect((await request(own.sessionToken)).status).toBe(403);
    expect((await request("nonsense")).status).toBe(401);
  });

  it("are 1 to 255 printable characters", async () => {
    for (const key of ["", "x".repeat(256), "é", "a\tb"]) {
      const reply = await api.request("POST", "", { headers: keyed(key), body: createBody() });
      expect(reply).toMatchObject({ status: 400, body: { details: { field: "Idempotency-Key" } } });
    }
    for (const key of ["x", "x".repeat(255), "a key, with: 'signs'"]) {
      const reply = await api.request("POST", "", { headers: keyed(key), body: createBody() });
      expect(reply.status).toBe(201);
    }
  });

  it("are ignored on other methods", async () => {
    const { sessionId } = await api.create();
    const options = { headers: keyed(newKey()) };
    expect((await api.request("GET", `/${sessionId}`, options)).status).toBe(200);
    expect((await api.request("DELETE", `/${sessionId}`, options)).status).toBe(200);
    expect((await api.request("DELETE", `/${sessionId}`, options)).status).toBe(404);
  });
});
