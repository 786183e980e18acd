import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentApi, replyOf, SESSIONS, startAgentApi } from "./harness.ts";

let api: AgentApi;
let sessionId: string;
beforeAll(async () => {
  api = await startAgentApi({ jobs: false });
  ({ sessionId } = await api.create());
});
afterAll(() => api[Symbol.asyncDispose]());

const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };
const TEXT_TYPE = { "content-type": "text/plain;charset=UTF-8" };

describe("content types", () => {
  it("accepts the content type application/json without a body on GET, DELETE and POST", async () => {
    const { sessionId: doomed } = await api.create();
    expect((await api.request("GET", `/${sessionId}`, { headers: JSON_TYPE })).status).toBe(200);
    expect((await api.request("POST", `/${sessionId}/renew`, { headers: JSON_TYPE })).status).toBe(200);
    expect(
      (await api.request("POST", `/${sessionId}/heartbeat`, { headers: JSON_TYPE, body: "" })).status,
    ).toBe(200);
    expect((await api.request("DELETE", `/${doomed}`, { headers: JSON_TYPE })).status).toBe(200);
  });

  it("accepts a form content type without a body, and JSON under any content type", async () => {
    expect((await api.request("POST", `/${sessionId}/renew`, { headers: FORM_TYPE })).status).toBe(200);
    const body = { content: "Hello" };
    for (const headers of [TEXT_TYPE, FORM_TYPE, { "content-type": "application/json; charset=utf-8" }, {}]) {
      const reply = await api.request("POST", `/${sessionId}/messages`, { headers, body });
      expect(reply.status).toBe(201);
    }
  });

  it("accepts a chunked body that starts with a byte order mark", async () => {
    const { status } = await raw("POST", `${SESSIONS}/${sessionId}/messages`, [
      '\ufeff{"content":',
      '"Hello"}',
    ]);
    expect(status).toBe(201);
  });
});

describe("paths and methods", () => {
  it("ignores a slash at the end, at the root and at the mount", async () => {
    for (const path of [
      `${SESSIONS}/`,
      `${SESSIONS}/${sessionId}/`,
      `/agent${SESSIONS}/${sessionId}/messages/`,
    ]) {
      expect((await raw("GET", path)).status).toBe(200);
    }
  });

  it("answers HEAD as GET, without a body", async () => {
    const reply = await raw("HEAD", `${SESSIONS}/${sessionId}`);
    expect(reply).toMatchObject({ status: 200, text: "" });
    expect(reply.headers.etag).toMatch(/^"\d+"$/);
    expect((await raw("HEAD", `${SESSIONS}/nothing`)).status).toBe(404);
  });

  it("answers OPTIONS with Allow", async () => {
    const reply = await raw("OPTIONS", `${SESSIONS}/${sessionId}/messages`);
    expect(reply).toMatchObject({ status: 204, headers: { allow: "POST, GET, HEAD, OPTIONS" } });
  });

  it.each([
    ["PUT", "", "GET, POST, HEAD, OPTIONS"],
    ["DELETE", "", "GET, POST, HEAD, OPTIONS"],
    ["POST", "/health", "GET, HEAD, OPTIONS"],
    ["DELETE", "/health", "GET, HEAD, OPTIONS"],
    ["PUT", "/{id}", "GET, DELETE, HEAD, OPTIONS"],
    ["PATCH", "/{id}/messages", "POST, GET, HEAD, OPTIONS"],
    ["GET", "/{id}/renew", "POST, OPTIONS"],
    ["POST", "/{id}/timeout", "PATCH, OPTIONS"],
    ["GET", "/{id}/heartbeat", "POST, OPTIONS"],
  ])("answers %s %s with 405 and Allow", async (method, path, allow) => {
    const reply = await api.request(method, path.replace("{id}", sessionId));
    expect(reply).toMatchObject({
      status: 405,
      body: { error: "MethodNotAllowedError", code: "METHOD_NOT_ALLOWED" },
    });
    expect(reply.headers.get("allow")).toBe(allow);
  });

  it.each([
    `${SESSIONS}/x/y`,
    `${SESSIONS}//messages`,
    `${SESSIONS}/x/messages/y`,
    "/agent",
    "/agent/nothing",
    "/agent/api/messaging",
    `/agent${SESSIONS}x`,
    "/agent/%00/%zz",
    `/agent/${"x".repeat(8000)}`,
  ])("answers 404 in this API's format at %s", async (path) => {
    const { status, text } = await raw("GET", path);
    expect(status).toBe(404);
    expect(JSON.parse(text)).toMatchObject({ error: "NotFoundError", code: "NOT_FOUND", details: {} });
  });

  it("answers a URL over the length limit with a 4xx", async () => {
    const { status } = await raw("GET", `${SESSIONS}/${"x".repeat(20_000)}`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe("bodies", () => {
  const unreadable = { error: "ValidationError", code: "VALIDATION_ERROR" };

  it.each(["{", "{'a': 1}", "[1,", "undefined", "\u0000", '{"a":1}}', "a=b"])(
    "refuses %j as JSON",
    async (body) => {
      for (const path of ["", `/${sessionId}/messages`, `/${sessionId}/renew`]) {
        const reply = await api.request("POST", path, { body });
        expect(reply).toMatchObject({
          status: 400,
          body: { ...unreadable, message: "The body is not valid JSON" },
        });
      }
      expect((await api.request("PATCH", `/${sessionId}/timeout`, { body })).status).toBe(400);
    },
  );

  it.each(["null", "[]", '"text"', "5", "true"])("refuses %s, which is no object", async (body) => {
    const reply = await api.request("POST", "", { body });
    expect(reply).toMatchObject({
      status: 400,
      body: { ...unreadable, message: "The body must be an object" },
    });
  });

  it("refuses what is not UTF-8", async () => {
    const reply = await raw("POST", SESSIONS, [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])]);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text)).toMatchObject({
      ...unreadable,
      message: "The body must be text in UTF-8",
    });
  });

  it("accepts 1 MB and refuses more with 413, with a content length or chunked", async () => {
    const limit = 1024 * 1024;
    const fits = JSON.stringify({ content: "Hi", more: "" });
    const body = (bytes: number) => fits.replace('""', `"${"x".repeat(bytes - fits.length)}"`);
    const path = `${SESSIONS}/${sessionId}/messages`;
    expect((await raw("POST", path, [body(limit)])).status).toBe(201);
    const tooLarge = {
      error: "PayloadTooLargeError",
      code: "PAYLOAD_TOO_LARGE",
      details: { maxBytes: limit },
    };
    expect(await api.request("POST", `/${sessionId}/messages`, { body: body(limit + 1) })).toMatchObject({
      status: 413,
      body: tooLarge,
    });
    const reply = await raw("POST", path, [body(limit + 1)]);
    expect(reply.status).toBe(413);
    expect(JSON.parse(reply.text)).toMatchObject(tooLarge);
  });

  it("refuses deeply nested bodies with 400", async () => {
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    for (const body of [`{"content":"Hi","metadata":${deep}}`, `{"content":"Hi","attachments":[${deep}]}`]) {
      expect((await api.request("POST", `/${sessionId}/messages`, { body })).status).toBe(400);
    }
  });
});

it("allows cross-origin requests with credentials from configured origins only", async () => {
  const page = "https://app.example.com";
  await using open = await startAgentApi({ jobs: false, corsOrigins: [page] });
  const preflight = (origin: string) =>
    fetch(`${open.server.url}${SESSIONS}`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
  const allowed = await preflight(page);
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get("access-control-allow-origin")).toBe(page);
  expect(allowed.headers.get("access-control-allow-credentials")).toBe("true");
  expect((await preflight("https://evil.example.com")).headers.get("access-control-allow-origin")).toBeNull();
  const plain = await fetch(`${open.server.url}${SESSIONS}`, {
    method: "OPTIONS",
    headers: { origin: page },
  });
  expect(plain.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  const forged = await fetch(`${open.server.url}${SESSIONS}`, {
    method: "POST",
    headers: { origin: "https://evil.example.com", cookie: open.person.cookie, ...TEXT_TYPE },
    body: JSON.stringify({ agentId: open.agentId, userId: "u" }),
  });
  expect((await replyOf(forged)).status).toBe(401);
});

/** Sends path and body unnormalized, which fetch would not do. The body is chunked, without a content length. */
function raw(method: string, path: string, chunks: (string | Buffer)[] = []) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
    (resolve, reject) => {
      const headers = { authorization: `Bearer ${api.person.token}` };
      const request = httpRequest(`${api.server.url}/`, { method, path, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      });
      request.on("error", reject);
      for (const chunk of chunks) request.write(chunk);
      request.end();
    },
  );
}
