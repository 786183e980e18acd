import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Body, type ChatbotApi, startChatbotApi } from "./harness.ts";

// Isolation of accounts in every filter and reference, and the rate limit. Permissions are tested in ../contract.

let api: ChatbotApi;
beforeAll(async () => {
  api = await startChatbotApi();
});
afterAll(() => api[Symbol.asyncDispose]());

it("shows an account nothing of another account's data", async () => {
  const secret = `secret ${crypto.randomUUID()}`;
  const { id } = await api.create({ title: secret });
  await api.addMessage(id, secret);
  const chatbot = (await api.request("POST", "/chatbots", { body: { name: secret } })).body.data as Body;
  const client = (await api.request("POST", "/clients", { body: { name: secret } })).body.data as Body;
  const stranger = await api.server.signUp();
  const request = (method: string, path: string, body?: unknown) =>
    api.request(method, path, { token: stranger.token, body });
  const search = encodeURIComponent(secret);
  for (const path of ["/sessions", "/chatbots", "/clients"])
    for (const query of ["", `?searchString=${search}`, "?searchString=secret", "?limit=100"])
      expect((await request("GET", path + query)).body.data).toMatchObject({
        results: [],
        paginatorInfo: { total: 0, count: 0 },
      });
  for (const query of [
    `chatbotId=${api.chatbotId}`,
    `clientId=${api.clientId}`,
    "status=ACTIVE",
    "startDate=2000-01-01",
  ])
    expect((await request("GET", `/sessions?${query}`)).body.data).toMatchObject({
      paginatorInfo: { total: 0 },
    });
  const mixed = await request("POST", "/clients", { name: "Eve" });
  const { id: eve } = mixed.body.data as { id: string };
  const attempts = [
    await request("POST", "/sessions", { chatbotId: chatbot.id, clientId: eve }),
    await request("POST", "/sessions", { chatbotId: api.chatbotId, clientId: client.id }),
    await request("PUT", `/sessions/${id}`, { title: "Mine" }),
    await request("POST", `/sessions/chat?sessionId=${id}`, { content: "What was said?" }),
    await request("DELETE", `/chatbots/${chatbot.id}`),
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
  it("is 1,000 requests a minute for a user, over all credentials", async () => {
    await using limited = await startChatbotApi({ jobs: false, limits: { scale: 1 } });
    const reply = await limited.request("GET", "/sessions");
    expect(reply.headers.get("ratelimit-limit")).toBe("1000");
    // Two requests created the chatbot and the client.
    expect(reply.headers.get("ratelimit-remaining")).toBe("997");
    expect(Number(reply.headers.get("ratelimit-reset"))).toBeGreaterThan(50);
  });

  it("can be configured, and answers 429 with Retry-After", async () => {
    const limits = { scale: 1, perAccountMinute: 7 };
    await using limited = await startChatbotApi({ jobs: false, limits });
    const { id } = await limited.create();
    const token = await limited.keyWith("*");
    const request = () => limited.request("GET", `/sessions/${id}`, { token });
    expect([await request(), await request(), await request()].map(({ status }) => status)).toEqual([
      200, 200, 200,
    ]);
    const over = [
      await request(),
      await limited.request("POST", `/sessions/${id}/end`),
      await limited.request("GET", "/clients"),
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
    expect((await limited.request("GET", "/sessions", { token: stranger.token })).status).toBe(200);
    limited.server.clock.advance(60_000);
    expect(await request()).toMatchObject({ status: 200, body: { data: { status: "ACTIVE" } } });
  });

  it("counts a chat as one request", async () => {
    const limits = { scale: 1, perAccountMinute: 5 };
    await using limited = await startChatbotApi({ limits });
    const { id } = await limited.create();
    const reply = await limited.request("POST", `/sessions/chat?sessionId=${id}`, {
      body: { content: "Hi" },
    });
    expect(reply.headers.get("ratelimit-remaining")).toBe("1");
  });
});
