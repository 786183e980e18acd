import { afterAll, beforeAll, expect, it } from "vitest";
import { type AgentApi, startAgentApi } from "./agent-api/harness.ts";

let api: AgentApi;
beforeAll(async () => {
  api = await startAgentApi({ jobs: false });
});
afterAll(() => api[Symbol.asyncDispose]());

const get = (path: string, init?: RequestInit) => fetch(api.server.url + path, init);

it("publishes each OpenAPI document without a credential", async () => {
  const response = await get("/agent/openapi.json");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  expect(await response.json()).toMatchObject({
    openapi: "3.1.1",
    servers: [{ url: "/agent" }, { url: "/" }],
  });
  const chatbot = await get("/chatbot/openapi.json");
  expect(await chatbot.json()).toMatchObject({
    openapi: "3.1.1",
    servers: [{ url: "/chatbot" }, { url: "/" }],
    paths: { "/sessions": {}, "/sessions/chat": {}, "/chatbots/{id}": {}, "/clients": {} },
  });
});

it("shows the documents on a page, with or without a slash at the end", async () => {
  for (const path of ["/docs", "/docs/"]) {
    const response = await get(path);
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain("<title>Parley API</title>");
    for (const kind of ["agent", "chatbot"]) expect(html).toContain(`/${kind}/openapi.json`);
  }
  expect((await get("/docs/nothing")).status).toBe(404);
});

it("puts a request id on every response, and keeps the caller's own", async () => {
  const { sessionId } = await api.create();
  const authorization = `Bearer ${api.person.token}`;
  const session = `/agent/api/messaging/sessions/${sessionId}`;
  const etag = (await get(session, { headers: { authorization } })).headers.get("etag") ?? "";
  const requests: [string, RequestInit, number][] = [
    [session, { headers: { authorization } }, 200],
    [session, { headers: { authorization, "if-none-match": etag } }, 304],
    [session, {}, 401],
    [session, { method: "PUT" }, 405],
    [session, { method: "OPTIONS" }, 204],
    ["/agent/nothing", {}, 404],
    ["/agent/openapi.json", {}, 200],
  ];
  for (const [path, init, status] of requests) {
    const response = await get(path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
  const named = await get(session, { headers: { "x-request-id": "mine.1" } });
  expect(named.headers.get("x-request-id")).toBe("mine.1");
});
