import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOf, json, mapped, number, string } from "../arbitraries.ts";
import { type AgentApi, type Reply, startAgentApi } from "./harness.ts";

// For any input: no 5xx, every error in the API's format, and a refused request changes no row.

let api: AgentApi;
let sessionId: string;
beforeAll(async () => {
  api = await startAgentApi({ jobs: false });
  ({ sessionId } = await api.create({ timeoutConfig: { maxDurationMinutes: 4320 } }));
});
afterAll(() => api[Symbol.asyncDispose]());

const RUNS = 80;

const timeoutFields = {
  timeoutMinutes: fc.integer({ min: 5, max: 60 }),
  autoRenew: fc.boolean(),
  maxDurationMinutes: fc.integer({ min: 1, max: 4320 }),
  warningThresholdMinutes: fc.integer({ min: 1, max: 60 }),
};
const attachments = fc.array(fc.record({ type: string, url: fc.oneof(fc.webUrl(), string), name: string }), {
  maxLength: 12,
});

async function stored(): Promise<unknown> {
  const { $client: sql } = api.server.services.db;
  const [row] =
    await sql`select (select count(*) from session) sessions, (select count(*) from message) messages,
    (select count(*) from event) events, (select sum(version) from session) versions, (select count(*) from reply) replies`;
  return row;
}

async function expectHandled(send: () => Promise<Reply>): Promise<void> {
  const before = await stored();
  const { status, body } = await send();
  expect(status).toBeLessThan(500);
  if (status < 400) return;
  expect(body).toEqual({
    error: expect.stringMatching(/^[A-Z]\w+Error$/),
    code: expect.stringMatching(/^[A-Z_]+$/),
    message: expect.stringMatching(/\S/),
    details: expect.any(Object),
  });
  expect(await stored()).toEqual(before);
}

const check = <T>(values: fc.Arbitrary<T>, send: (value: T) => Promise<Reply>) =>
  fc.assert(
    fc.asyncProperty(values, (value) => expectHandled(() => send(value))),
    { numRuns: RUNS },
  );

describe("bodies", () => {
  it("POST /", async () => {
    const body = bodyOf({
      agentId: fc.constant(api.agentId),
      userId: string,
      metadata: fc.jsonValue(),
      timeoutConfig: fc.record(
        mapped(timeoutFields, (good) => fc.oneof(good, json)),
        { requiredKeys: [] },
      ),
    });
    await check(body, (b) => api.request("POST", "", { body: b }));
  }, 60_000);

  it("POST /{sessionId}/messages", async () => {
    const body = bodyOf({
      content: string,
      attachments,
      metadata: fc.jsonValue(),
      transport: fc.constant("websocket"),
    });
    await check(body, (b) => api.request("POST", `/${sessionId}/messages`, { body: b }));
  }, 60_000);

  it("PATCH /{sessionId}/timeout", async () => {
    await check(bodyOf(timeoutFields), (b) => api.request("PATCH", `/${sessionId}/timeout`, { body: b }));
  }, 60_000);

  it.each(["", "/{id}/messages", "/{id}/renew", "/{id}/heartbeat"])(
    "any bytes to POST %s",
    async (path) => {
      const bytes = fc.oneof(
        string,
        fc.json().map((text) => text.slice(0, -1)),
      );
      await check(bytes, (body) =>
        api.request("POST", path.replace("{id}", sessionId), { body: body || "x" }),
      );
    },
    60_000,
  );
});

describe("paths, queries and headers", () => {
  const encoded = string.map((s) => encodeURIComponent(s.toWellFormed()).slice(0, 1_400));
  // fetch removes "." and ".." segments from the path before it sends the request.
  const segment = encoded.filter((s) => s !== "." && s !== "..");
  const id = fc.oneof(segment, fc.constantFrom("%", "%zz", "%c3%28", "%00", "health", "null"));

  it.each([
    ["GET", ""],
    ["DELETE", ""],
    ["GET", "/messages"],
    ["POST", "/messages"],
    ["POST", "/renew"],
    ["PATCH", "/timeout"],
    ["POST", "/heartbeat"],
  ])(
    "%s /{anything}%s",
    async (method, path) => {
      await check(id, (given) => api.request(method, `/${given}${path}`));
    },
    60_000,
  );

  it.each([
    ["", ["agentId", "userId", "status", "limit", "offset"]],
    ["/{id}/messages", ["limit", "before", "after"]],
  ])(
    "GET %s with any query",
    async (path, names) => {
      const value = fc.oneof(
        encoded,
        number.map(String),
        fc.constantFrom("active", "all", "50", "1795230833679"),
      );
      const pairs = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), encoded), value), { maxLength: 5 });
      await check(pairs, (given) =>
        api.request(
          "GET",
          `${path.replace("{id}", sessionId)}?${given.map((pair) => pair.join("=")).join("&")}`,
        ),
      );
    },
    60_000,
  );

  it("any header that a client may send", async () => {
    const text = fc.string({
      unit: fc.constantFrom(..."\t !\"#$%&'()*,/0123456789:;<=>?@AZ[]^_`az{|}~é"),
      maxLength: 300,
    });
    const names = ["idempotency-key", "if-match", "if-none-match", "content-type", "x-request-id"];
    const named = fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 3 });
    await check(named, (given) => api.request("GET", `/${sessionId}`, { headers: given }));
    await check(named, (given) => api.request("POST", `/${sessionId}/heartbeat`, { headers: given }));
    await check(named, (given) =>
      api.request("PATCH", `/${sessionId}/timeout`, { headers: given, body: {} }),
    );
  }, 60_000);

  it("any credential", async () => {
    const token = fc.oneof(
      fc.stringMatching(/^[!-~]{1,200}$/),
      fc.stringMatching(/^(pk|pst)_[!-~]{0,60}$/),
      fc.constant(`pst_${sessionId}.`),
    );
    await check(token, async (given) => {
      const reply = await api.request("GET", `/${sessionId}`, { token: given });
      expect(reply.status).toBe(401);
      return reply;
    });
  }, 60_000);
});
