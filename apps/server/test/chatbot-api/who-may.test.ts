import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Body, type ChatbotApi, startChatbotApi } from "./harness.ts";

// What a stranger finds, by every filter and reference, and how much each account may request. ../contract has who may do what.

let api: ChatbotApi;
beforeAll(async () => {
  api = await startChatbotApi();
});
afterAll(() => api[Symbol.asyncDispose]());

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
