import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentApi, PATIENTLY, SESSIONS, startAgentApi } from "./harness.ts";

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

it("answers a repetition with the first answer, and does nothing twice", async () => {
  const headers = keyed(newKey());
  const before = await count("session");
  const first = await api.ask("POST", "", { headers, body: createBody() });
  const again = await api.ask("POST", "", { headers, body: createBody() });
  expect(first.status).toBe(201);
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(await count("session")).toBe(before + 1);
});

describe("when its session is removed, a kept answer", () => {
  const remembered = async (words: string) => {
    const { $client: sql } = api.server.services.db;
    return sql`select from idempotency where strpos(body::text, ${words}) > 0`;
  };

  it("goes with it", async () => {
    const { sessionId } = await api.create();
    const words = `Between us ${newKey()}`;
    const ask = { headers: keyed(newKey()), body: { content: words, transport: "websocket" } };
    expect((await api.ask("POST", `/${sessionId}/messages`, ask)).status).toBe(201);
    expect(await remembered(words)).toHaveLength(1);
    await api.ask("DELETE", `/${sessionId}`);
    expect(await remembered(words)).toHaveLength(0);
    const again = await api.ask("POST", `/${sessionId}/messages`, ask);
    expect(again).toMatchObject({ status: 404, body: { code: "SESSION_NOT_FOUND" } });
    expect(await remembered(words)).toHaveLength(0);
  });

  it("is not kept when it comes after that", async () => {
    const { sessionId } = await api.create();
    const words = `Between us ${newKey()}`;
    const ask = { headers: keyed(newKey()), body: { content: words, transport: "http" } };
    // Nobody replies here, so that this one waits until its session is gone.
    const waiting = api.ask("POST", `/${sessionId}/messages`, ask);
    await expect
      .poll(async () => (await api.ask("GET", `/${sessionId}/messages`)).body.messages, PATIENTLY)
      .toHaveLength(1);
    await api.ask("DELETE", `/${sessionId}`);
    expect(await waiting).toMatchObject({ status: 201, body: { content: words } });
    expect(await remembered(words)).toHaveLength(0);
  });
});

it("works on every POST", async () => {
  const { sessionId } = await api.create();
  for (const path of ["/renew", "/heartbeat", "/messages"]) {
    const ask = { headers: keyed(newKey()), body: path === "/messages" ? { content: "Hi" } : undefined };
    const first = await api.ask("POST", `/${sessionId}${path}`, ask);
    expect(await api.ask("POST", `/${sessionId}${path}`, ask)).toMatchObject({ body: first.body });
  }
  expect((await api.ask("GET", `/${sessionId}`)).body.renewalCount).toBe(3);
});

it("refuses the key for another body, another path, another operation, with 422", async () => {
  const headers = keyed(newKey());
  const one = await api.create();
  const two = await api.create();
  await api.ask("POST", `/${one.sessionId}/messages`, { headers, body: { content: "Hi" } });
  const used = { status: 422, body: { error: "IdempotencyKeyReusedError", code: "IDEMPOTENCY_KEY_REUSED" } };
  const other = [
    [`/${one.sessionId}/messages`, { content: "Ho" }],
    [`/${two.sessionId}/messages`, { content: "Hi" }],
    [`/${one.sessionId}/renew`, undefined],
    ["", createBody()],
  ] as const;
  for (const [path, body] of other)
    expect(await api.ask("POST", path, { headers, body })).toMatchObject(used);
});

it("is the same request at the mount", async () => {
  const headers = { ...keyed(newKey()), authorization: `Bearer ${api.person.token}` };
  const ask = (mount: string) =>
    fetch(`${api.server.url}${mount}/api/messaging/sessions`, {
      method: "POST",
      headers,
      body: JSON.stringify(createBody()),
    });
  const [first, again] = [await (await ask("")).json(), await (await ask("/agent")).json()];
  expect(again).toEqual(first);
});

it("lets one of many at once run; the others are told to wait or get its answer", async () => {
  const { sessionId } = await api.create();
  const headers = keyed(newKey());
  const send = () => api.ask("POST", `/${sessionId}/messages`, { headers, body: { content: "Once" } });
  const replies = await Promise.all(Array.from({ length: 20 }, send));
  const stored = (await api.ask("GET", `/${sessionId}/messages`)).body.messages as { id: string }[];
  expect(stored).toHaveLength(1);
  expect(new Set(replies.map((r) => r.status))).toBeOneOf([new Set([201]), new Set([201, 409])]);
  for (const reply of replies.filter((r) => r.status === 201)) expect(reply.body.id).toBe(stored[0]?.id);
  expect(await send()).toMatchObject({ status: 201, body: { id: stored[0]?.id } });
});

it("answers 409 while the first request is under way", async () => {
  const { sessionId } = await api.create();
  const key = newKey();
  const headers = keyed(key);
  const { $client: sql } = api.server.services.db;
  const send = () => api.ask("POST", `/${sessionId}/messages`, { headers, body: { content: "Slow" } });
  const release = Promise.withResolvers<void>();
  const isHeld = Promise.withResolvers<void>();
  const held = sql.begin(async (tx) => {
    await tx`select from agent_session where session_id = ${sessionId} for update`;
    isHeld.resolve();
    await release.promise;
  });
  await isHeld.promise;
  const first = send();
  // Of two that come at once either may be the first; so the second waits here until the first has the key.
  await expect
    .poll(() => sql`select from idempotency where key like ${`%${key}`}`, PATIENTLY)
    .toHaveLength(1);
  expect(await send()).toMatchObject({ status: 409, body: { error: "ConflictError", code: "CONFLICT" } });
  release.resolve();
  await held;
  expect((await first).status).toBe(201);
  expect(await send()).toMatchObject({ status: 201, body: (await first).body });
});

it("repeats a refusal, too", async () => {
  const headers = keyed(newKey());
  const ask = () => api.ask("POST", "", { headers, body: { agentId: "none", userId: "u" } });
  const first = await ask();
  expect(first).toMatchObject({ status: 404, body: { code: "AGENT_NOT_FOUND" } });
  const again = await ask();
  expect(again).toMatchObject({ status: 404, body: first.body });
  expect(again.headers.get("idempotency-replayed")).toBe("true");
});

it("lets a request run again that failed on the server, and meets what the first run made", async () => {
  await using fragile = await startAgentApi({ jobs: false });
  const { $client: sql } = fragile.server.services.db;
  const headers = keyed(newKey());
  const ask = () => fragile.ask("POST", "", { headers, body: { agentId: fragile.agentId, userId: "u" } });
  await sql`create function fail() returns trigger language plpgsql as $$ begin raise 'no'; end $$`;
  await sql`create trigger fail before update of status on idempotency for each row execute function fail()`;
  expect((await ask()).status).toBe(500);
  expect((await ask()).status).toBe(409);
  await sql`drop trigger fail on idempotency`;
  fragile.server.clock.advance(91_000);
  const again = await ask();
  expect(again.status).toBe(201);
  expect((await fragile.ask("GET", "?status=all")).body).toMatchObject({
    total: 1,
    sessions: [{ sessionId: again.body.sessionId }],
  });
});

it("keeps no answer that its client did not wait for", async () => {
  const { sessionId } = await api.create();
  const key = newKey();
  const leaving = new AbortController();
  const sent = fetch(`${api.server.url}${SESSIONS}/${sessionId}/messages`, {
    method: "POST",
    headers: { ...keyed(key), authorization: `Bearer ${api.person.token}` },
    body: JSON.stringify({ content: "Hi", transport: "http" }),
    signal: leaving.signal,
  }).catch(() => undefined);
  const { $client: sql } = api.server.services.db;
  const messages = () => sql`select id from message where session_id = ${sessionId}`;
  await expect.poll(messages, PATIENTLY).toHaveLength(1);
  leaving.abort();
  await sent;
  const isFree = () =>
    sql`select from idempotency where key like ${`%${key}`} and status is null and locked_until < created_at`;
  await expect.poll(isFree, PATIENTLY).toHaveLength(1);
  expect(await messages()).toHaveLength(1);
});

it("forgets a key after a day", async () => {
  await using own = await startAgentApi({ jobs: false });
  const headers = keyed(newKey());
  const ask = () => own.ask("POST", "", { headers, body: { agentId: own.agentId, userId: "u" } });
  const first = await ask();
  own.server.clock.advance(23 * 3_600_000);
  expect((await ask()).body).toEqual(first.body);
  own.server.clock.advance(2 * 3_600_000);
  expect((await ask()).body.sessionId).not.toBe(first.body.sessionId);
});

describe("keys", () => {
  it("belong to a person: somebody else's is another key", async () => {
    const headers = keyed("1");
    const stranger = await api.server.signUp();
    const agentId = await api.agentOf(stranger.id);
    const mine = await api.ask("POST", "", { headers, body: createBody() });
    const theirs = await api.ask("POST", "", {
      headers,
      token: stranger.token,
      body: { agentId, userId: "u" },
    });
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.sessionId).not.toBe(mine.body.sessionId);
  });

  it("of a session's token never show what its owner was answered", async () => {
    const [own, other] = [await api.create(), await api.create()];
    const headers = keyed(newKey());
    const ask = (token: string) => api.ask("POST", `/${other.sessionId}/renew`, { headers, token });
    expect((await ask(api.person.token)).status).toBe(200);
    expect((await ask(own.sessionToken)).status).toBe(403);
    expect((await ask("nonsense")).status).toBe(401);
  });

  it("are 1 to 255 printable characters", async () => {
    for (const key of ["", "x".repeat(256), "é", "a\tb"]) {
      const reply = await api.ask("POST", "", { headers: keyed(key), body: createBody() });
      expect(reply).toMatchObject({ status: 400, body: { details: { field: "Idempotency-Key" } } });
    }
    for (const key of ["x", "x".repeat(255), "a key, with: 'signs'"]) {
      const reply = await api.ask("POST", "", { headers: keyed(key), body: createBody() });
      expect(reply.status).toBe(201);
    }
  });

  it("mean nothing on other methods", async () => {
    const { sessionId } = await api.create();
    const ask = { headers: keyed(newKey()) };
    expect((await api.ask("GET", `/${sessionId}`, ask)).status).toBe(200);
    expect((await api.ask("DELETE", `/${sessionId}`, ask)).status).toBe(200);
    expect((await api.ask("DELETE", `/${sessionId}`, ask)).status).toBe(404);
  });
});
