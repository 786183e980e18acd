import { SCOPES, type Scope } from "@parley/api/account/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ask, type Body, type ChatbotApi, NOBODY, refused, startChatbotApi } from "./harness.ts";

// Who may do what: each endpoint against each kind of credential, and against somebody else.

type Endpoint = { method: string; path: string; scope: Scope; ok: number; body?: Body };
const message = { role: "user", content: "Hi" };
const ENDPOINTS: Endpoint[] = [
  {
    method: "POST",
    path: "/sessions",
    scope: "sessions:create",
    ok: 201,
    body: { chatbotId: "{bot}", clientId: "{client}" },
  },
  { method: "GET", path: "/sessions", scope: "sessions:read", ok: 200 },
  { method: "GET", path: "/sessions/{id}", scope: "sessions:read", ok: 200 },
  { method: "PUT", path: "/sessions/{id}", scope: "sessions:write", ok: 200, body: { title: "x" } },
  { method: "POST", path: "/sessions/{id}/end", scope: "sessions:write", ok: 200 },
  {
    method: "POST",
    path: "/sessions/message?sessionId={id}",
    scope: "sessions:write",
    ok: 200,
    body: { message },
  },
  {
    method: "POST",
    path: "/sessions/chat?sessionId={id}",
    scope: "sessions:write",
    ok: 200,
    body: { content: "Hi" },
  },
  { method: "POST", path: "/chatbots", scope: "sessions:manage", ok: 201, body: { name: "x" } },
  { method: "GET", path: "/chatbots", scope: "sessions:read", ok: 200 },
  { method: "GET", path: "/chatbots/{bot}", scope: "sessions:read", ok: 200 },
  { method: "PUT", path: "/chatbots/{bot}", scope: "sessions:manage", ok: 200, body: { role: "x" } },
  { method: "DELETE", path: "/chatbots/{spareBot}", scope: "sessions:manage", ok: 200 },
  { method: "POST", path: "/clients", scope: "sessions:manage", ok: 201, body: { name: "x" } },
  { method: "GET", path: "/clients", scope: "sessions:read", ok: 200 },
  { method: "GET", path: "/clients/{client}", scope: "sessions:read", ok: 200 },
  { method: "PUT", path: "/clients/{client}", scope: "sessions:manage", ok: 200, body: { metadata: {} } },
  { method: "DELETE", path: "/clients/{spareClient}", scope: "sessions:manage", ok: 200 },
];

let api: ChatbotApi;
const keys = new Map<string, string>();
beforeAll(async () => {
  api = await startChatbotApi();
  for (const scope of SCOPES) keys.set(scope, await api.keyWith(scope));
});
afterAll(() => api[Symbol.asyncDispose]());

/** Puts fresh things of the person's in the places that are named. */
async function filled(text: string): Promise<string> {
  const made = async (path: string, body: Body) =>
    String(((await api.ask("POST", path, { body })).body.data as Body).id);
  let out = text.replaceAll("{bot}", api.chatbotId).replaceAll("{client}", api.clientId);
  if (out.includes("{id}")) out = out.replaceAll("{id}", (await api.create()).id);
  if (out.includes("{spareBot}"))
    out = out.replaceAll("{spareBot}", await made("/chatbots", { name: "Spare" }));
  if (out.includes("{spareClient}"))
    out = out.replaceAll("{spareClient}", await made("/clients", { name: "Spare" }));
  return out;
}

describe.each(ENDPOINTS)("$method $path", ({ method, path, scope, ok, body }) => {
  const askWith = async (ask: Ask) =>
    api.ask(method, await filled(path), { body: body && (await filled(JSON.stringify(body))), ...ask });
  const key = (name: string) => keys.get(name) ?? "";

  it("is open to the signed-in person, by token, X-API-Key and cookie", async () => {
    const { token, cookie } = api.person;
    expect((await askWith({ token })).status).toBe(ok);
    expect((await askWith({ token: null, headers: { "x-api-key": token } })).status).toBe(ok);
    expect((await askWith({ token: null, headers: { cookie } })).status).toBe(ok);
  });

  it(`needs ${scope} of a key, or *, before it looks at the request`, async () => {
    expect((await askWith({ token: key(scope) })).status).toBe(ok);
    expect((await askWith({ token: key("*") })).status).toBe(ok);
    for (const other of SCOPES.filter((s) => s !== scope && s !== "*")) {
      const reply = await askWith({ token: key(other) });
      expect(reply).toMatchObject(refused(403, `This needs the scope ${scope}`));
    }
    const asked = { token: key("sessions:health"), body: method === "GET" ? undefined : "{" };
    expect((await api.ask(method, path.replace(/\{\w+\}/, "x"), asked)).status).toBe(403);
  });

  it("is closed to the token of an agent session", async () => {
    const { caller, token } = await agentSession();
    const before = await caller.sessions.list({});
    for (const asked of [path.replace(/\{\w+\}/, "x"), await filled(path)]) {
      expect(
        (await api.ask(method, asked, { token, body: body && (await filled(JSON.stringify(body))) })).status,
      ).toBe(403);
    }
    expect((await caller.sessions.list({})).items.length).toBeGreaterThanOrEqual(before.items.length);
  });

  if (path.includes("{"))
    it("finds nothing for somebody else, as where there is nothing", async () => {
      const { token } = await api.server.signUp();
      const theirs = await api.ask(method, await filled(path), { token, body });
      const nothing = await api.ask(method, path.replace(/\{\w+\}/, NOBODY), { token, body });
      expect(theirs.status).toBe(404);
      expect(theirs.body).toEqual(nothing.body);
    });
});

async function agentSession() {
  const caller = api.server.callerOf({ type: "user", ownerId: api.person.id });
  const { id: agentId } = await caller.agent.agents.create({ name: "Helper" });
  return { caller, token: (await caller.agent.create({ agentId, userId: "u" })).sessionToken };
}

it("shows a stranger nothing of another person's, by no road", async () => {
  const secret = `secret ${crypto.randomUUID()}`;
  const { id } = await api.create({ title: secret });
  await api.say(id, secret);
  const chatbot = (await api.ask("POST", "/chatbots", { body: { name: secret } })).body.data as Body;
  const client = (await api.ask("POST", "/clients", { body: { name: secret } })).body.data as Body;
  const stranger = await api.server.signUp();
  const ask = (method: string, path: string, body?: unknown) =>
    api.ask(method, path, { token: stranger.token, body });
  const search = encodeURIComponent(secret);
  for (const path of ["/sessions", "/chatbots", "/clients"])
    for (const query of ["", `?searchString=${search}`, "?searchString=secret", "?limit=100"])
      expect((await ask("GET", path + query)).body.data).toMatchObject({
        results: [],
        paginatorInfo: { total: 0, count: 0 },
      });
  for (const query of [
    `chatbotId=${api.chatbotId}`,
    `clientId=${api.clientId}`,
    "status=ACTIVE",
    "startDate=2000-01-01",
  ])
    expect((await ask("GET", `/sessions?${query}`)).body.data).toMatchObject({ paginatorInfo: { total: 0 } });
  const mixed = await ask("POST", "/clients", { name: "Eve" });
  const { id: eve } = mixed.body.data as { id: string };
  const attempts = [
    await ask("POST", "/sessions", { chatbotId: chatbot.id, clientId: eve }),
    await ask("POST", "/sessions", { chatbotId: api.chatbotId, clientId: client.id }),
    await ask("PUT", `/sessions/${id}`, { title: "Mine" }),
    await ask("POST", `/sessions/chat?sessionId=${id}`, { content: "What was said?" }),
    await ask("DELETE", `/chatbots/${chatbot.id}`),
  ];
  for (const { status, body } of attempts) {
    expect(status).toBe(404);
    expect(JSON.stringify(body)).not.toContain("secret");
  }
  expect(await api.read(id)).toMatchObject({
    title: secret,
    status: "ACTIVE",
    messages: [{ content: secret }],
  });
});

describe("the rate limit", () => {
  it("is 1,000 requests a minute for a user, whatever the credential", async () => {
    await using limited = await startChatbotApi({ jobs: false, limits: { scale: 1 } });
    const reply = await limited.ask("GET", "/sessions");
    expect(reply.headers.get("ratelimit-limit")).toBe("1000");
    // Two were used to make the chatbot and the client.
    expect(reply.headers.get("ratelimit-remaining")).toBe("997");
    expect(Number(reply.headers.get("ratelimit-reset"))).toBeGreaterThan(50);
  });

  it("can be set, and answers 429 with how long to wait", async () => {
    const limits = { scale: 1, perAccountMinute: 7 };
    await using limited = await startChatbotApi({ jobs: false, limits });
    const { id } = await limited.create();
    const token = await limited.keyWith("*");
    const ask = () => limited.ask("GET", `/sessions/${id}`, { token });
    expect([await ask(), await ask(), await ask()].map(({ status }) => status)).toEqual([200, 200, 200]);
    const over = [
      await ask(),
      await limited.ask("POST", `/sessions/${id}/end`),
      await limited.ask("GET", "/clients"),
    ];
    for (const { status, headers, body } of over) {
      expect(status).toBe(429);
      expect(body).toMatchObject({
        success: false,
        message: expect.stringContaining("7 a minute"),
        errors: [],
      });
      expect(headers.get("ratelimit-remaining")).toBe("0");
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(60);
    }
    const stranger = await limited.server.signUp();
    expect((await limited.ask("GET", "/sessions", { token: stranger.token })).status).toBe(200);
    limited.server.clock.advance(60_000);
    expect(await ask()).toMatchObject({ status: 200, body: { data: { status: "ACTIVE" } } });
  });

  it("counts a chat as one request", async () => {
    const limits = { scale: 1, perAccountMinute: 5 };
    await using limited = await startChatbotApi({ limits });
    const { id } = await limited.create();
    const reply = await limited.ask("POST", `/sessions/chat?sessionId=${id}`, { body: { content: "Hi" } });
    expect(reply.headers.get("ratelimit-remaining")).toBe("1");
  });
});
