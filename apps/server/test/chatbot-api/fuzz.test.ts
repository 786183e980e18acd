import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOf, json, number, string } from "../arbitraries.ts";
import { type ChatbotApi, type Reply, startChatbotApi } from "./harness.ts";

// For any input: no 5xx, every error in this API's format, and a refused request changes no row.

let api: ChatbotApi;
let sessionId: string;
beforeAll(async () => {
  api = await startChatbotApi({ jobs: false });
  sessionId = (await api.create()).id;
});
afterAll(() => api[Symbol.asyncDispose]());

const RUNS = 80;

async function stored(): Promise<unknown> {
  const { $client: sql } = api.server.services.db;
  const [row] =
    await sql`select (select count(*) from session) sessions, (select sum(version) from session) versions,
    (select count(*) from message) messages, (select count(*) from event) events, (select count(*) from reply) replies,
    (select count(*) from chatbot) chatbots, (select sum(version) from chatbot) chatbot_versions,
    (select count(*) from chatbot_document) documents, (select count(*) from client) clients,
    (select sum(version) from client) client_versions`;
  return row;
}

async function expectHandled(send: () => Promise<Reply>): Promise<void> {
  const before = await stored();
  const { status, body } = await send();
  expect(status).toBeLessThan(500);
  if (status < 400) return;
  expect(body).toEqual({
    success: false,
    message: expect.stringMatching(/\S/),
    errors: expect.any(Array),
  });
  for (const error of body.errors as unknown[])
    expect(error).toEqual({ path: expect.any(String), message: expect.stringMatching(/\S/) });
  expect(status === 400).toBe((body.errors as unknown[]).length > 0);
  if (status === 400) expect(body.message).toBe("Invalid input");
  expect(await stored()).toEqual(before);
}

const check = <T>(values: fc.Arbitrary<T>, send: (value: T) => Promise<Reply>) =>
  fc.assert(
    fc.asyncProperty(values, (value) => expectHandled(() => send(value))),
    { numRuns: RUNS },
  );
const pathOf = (path: string) =>
  path.replace("{id}", sessionId).replace("{bot}", api.chatbotId).replace("{client}", api.clientId);

const time = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  string,
);
const role = fc.constantFrom("user", "assistant", "system");
const status = fc.constantFrom("ACTIVE", "COMPLETED", "TERMINATED", "SCHEDULED");
const chatbotFields = {
  name: string,
  role: string,
  description: string,
  promptTemplate: string,
  model: string,
  temperature: number,
  maxTokens: number,
  dangerAnswer: string,
  metadata: fc.record({ greeting: fc.oneof(string, json) }, { requiredKeys: [] }),
  knowledgeBase: fc.array(fc.record({ title: string, content: string }), { maxLength: 3 }),
};
const clientFields = { name: string, email: string, phoneNumber: string, metadata: fc.jsonValue() };

describe("bodies", () => {
  it("POST /sessions", async () => {
    // Placeholders: the ids are known only after the server has started.
    const body = bodyOf({
      chatbotId: fc.constant("{bot}"),
      clientId: fc.constant("{client}"),
      title: string,
    });
    await check(body, (b) => api.request("POST", "/sessions", { body: pathOf(JSON.stringify(b) ?? "") }));
  }, 60_000);

  it("PUT /sessions/{id}", async () => {
    const feedback = fc.record({ rating: number, comment: string }, { requiredKeys: [] });
    const body = bodyOf({ title: string, status, endTime: time, feedback, metadata: fc.jsonValue() });
    // A new session each time: one with a final status would refuse every later change.
    const put = fc.asyncProperty(body, async (b) => {
      const { id } = await api.create();
      await expectHandled(() => api.request("PUT", `/sessions/${id}`, { body: b }));
    });
    await fc.assert(put, { numRuns: RUNS });
  }, 60_000);

  it("POST /sessions/message and /sessions/chat", async () => {
    const message = bodyOf({ role, content: string, timestamp: time });
    await check(bodyOf({ message }), (body) =>
      api.request("POST", pathOf("/sessions/message?sessionId={id}"), { body }),
    );
    const chatBody = fc.record({
      content: fc.oneof(fc.constantFrom("", " ", "\0", "\ud800", "x".repeat(10_001)), json),
    });
    // Valid content is left out: without a worker its request would wait for a reply until the timeout.
    await check(
      chatBody.filter(
        ({ content }) => typeof content !== "string" || content.trim() === "" || content.length > 10_000,
      ),
      (body) => api.request("POST", pathOf("/sessions/chat?sessionId={id}"), { body }),
    );
  }, 60_000);

  it.each([
    ["/chatbots", "/chatbots/{bot}", chatbotFields],
    ["/clients", "/clients/{client}", clientFields],
  ])(
    "POST %s and PUT %s",
    async (all, one, fields) => {
      await check(bodyOf(fields), (body) => api.request("POST", all, { body }));
      await check(bodyOf(fields), (body) => api.request("PUT", pathOf(one), { body }));
    },
    60_000,
  );

  it.each([
    "/sessions",
    "/sessions/message?sessionId={id}",
    "/sessions/chat?sessionId={id}",
    "/chatbots",
    "/clients",
  ])(
    "any bytes to POST %s",
    async (path) => {
      const bytes = fc.oneof(
        string,
        fc.json().map((text) => text.slice(0, -1)),
      );
      await check(bytes, (body) => api.request("POST", pathOf(path), { body: body || "x" }));
    },
    60_000,
  );
});

describe("paths, queries and headers", () => {
  const encoded = string.map((s) => encodeURIComponent(s.toWellFormed()).slice(0, 1_400));
  // fetch removes "." and ".." segments from the path before it sends the request.
  const segment = encoded.filter((s) => !/^\.{1,2}$/.test(s));
  const id = fc.oneof(segment, fc.constantFrom("%", "%zz", "%c3%28", "%00", "message", "chat", "null", "-1"));

  it.each([
    ["GET", "/sessions/{any}"],
    ["PUT", "/sessions/{any}"],
    ["POST", "/sessions/{any}/end"],
    ["POST", "/sessions/message?sessionId={any}"],
    ["POST", "/sessions/chat?sessionId={any}"],
    ["GET", "/chatbots/{any}"],
    ["DELETE", "/clients/{any}"],
    ["PATCH", "/chatbot/{any}"],
  ])(
    "%s %s",
    async (method, path) => {
      await check(id, (given) => api.request(method, path.replace("{any}", given)));
    },
    60_000,
  );

  it.each(["/sessions", "/chatbots", "/clients"])(
    "GET %s with any query",
    async (path) => {
      const names = [
        "searchString",
        "status",
        "chatbotId",
        "clientId",
        "startDate",
        "endDate",
        "limit",
        "skip",
      ];
      const good = fc.constantFrom(
        "ACTIVE",
        "10",
        "0",
        "2026-11-21",
        "2026-11-21T10:00:00Z",
        "0123456789abcdef01234567",
      );
      const value = fc.oneof(encoded, number.map(String), good);
      const pairs = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), encoded), value), { maxLength: 5 });
      await check(pairs, (given) =>
        api.request("GET", `${path}?${given.map((pair) => pair.join("=")).join("&")}`),
      );
    },
    60_000,
  );

  it("any header that a client may send", async () => {
    const text = fc.string({
      unit: fc.constantFrom(..."\t !\"#$%&'()*,/0123456789:;<=>?@AZ[]^_`az{|}~é"),
      maxLength: 300,
    });
    const names = ["idempotency-key", "if-match", "if-none-match", "content-type", "x-request-id", "accept"];
    const named = fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 3 });
    const message = { role: "user", content: "Hi" };
    await check(named, (headers) => api.request("GET", pathOf("/sessions/{id}"), { headers }));
    await check(named, (headers) =>
      api.request("PUT", pathOf("/sessions/{id}"), { headers, body: { title: "x" } }),
    );
    await check(named, (headers) =>
      api.request("POST", pathOf("/sessions/message?sessionId={id}"), { headers, body: { message } }),
    );
  }, 60_000);
});
