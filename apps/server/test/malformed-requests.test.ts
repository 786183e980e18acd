import { request as raw } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../src/testing.ts";

// Requests that the Parley client never sends and others may: each gets a 4xx with a reason, and none a 5xx.

let server: TestServer;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ jobs: false });
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

const JSON_TYPE = "application/json";
function send(path: string, init: RequestInit = {}, type = JSON_TYPE) {
  const headers = { authorization: `Bearer ${person.token}`, "content-type": type };
  return fetch(server.url + path, { headers, ...init });
}
/** A chunked body, without a content length. */
const chunked = (text: string) =>
  ({ method: "POST", body: new Blob([text]).stream(), duplex: "half" }) as RequestInit;

describe("a chunked body", () => {
  it("is accepted", async () => {
    const made = await send("/api/trpc/agent.agents.create", chunked('{"name":"In chunks"}'));
    expect(made.status).toBe(200);
    const { email, password } = person;
    expect((await send("/api/auth/sign-in/email", chunked(JSON.stringify({ email, password })))).status).toBe(
      200,
    );
  });

  it.each(["/api/trpc/agent.agents.create", "/api/auth/sign-in/email"])(
    "is limited in size at %s",
    async (path) => {
      const text = JSON.stringify({ name: "x".repeat(5 * 1024 * 1024) });
      const { status } = await send(path, chunked(text)).catch(() => ({ status: 413 }));
      expect(status).toBe(413);
      expect((await send(path, { method: "POST", body: text })).status).toBe(413);
    },
  );
});

/** Sends no body and no `content-length: 0`, which fetch would send. */
function bare(method: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${person.token}` };
    const sent = raw(server.url + path, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.removeHeader("content-length");
    sent.removeHeader("transfer-encoding");
    sent.on("error", reject).end();
  });
}

it.each([
  ["PUT", "/api/trpc/system.info", 405],
  ["PROPFIND", "/api/trpc/system.info", 405],
  ["TRACE", "/api/trpc/system.info", 405],
  ["TRACE", "/api/auth/get-session", 405],
  ["TRACE", "/api/messaging/sessions", 405],
  ["POST", "/api/trpc/system.info", 400],
  ["POST", "/api/trpc/agent.agents.create", 400],
  ["POST", "/api/auth/sign-in/email", 400],
  ["GET", "/api/trpc/agent.agents.create", 405],
])("%s %s without a body is answered %i", async (method, path, status) => {
  expect(await bare(method, path)).toBe(status);
});

it("a body of another type is refused with a reason", async () => {
  const response = await send("/api/trpc/agent.agents.create", { method: "POST", body: "{}" }, "text/plain");
  expect(response.status).toBe(400);
  expect(await response.text()).toContain("must be JSON");
});
