import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentApi, startAgentApi } from "./harness.ts";

// Each rule of the document at its boundary values. A refused request changes no row.

let api: AgentApi;
let sessionId: string;
beforeAll(async () => {
  api = await startAgentApi({ jobs: false });
  ({ sessionId } = await api.create({ timeoutConfig: { maxDurationMinutes: 4320 } }));
});
afterAll(() => api[Symbol.asyncDispose]());

async function refuses(method: string, path: string, body: unknown, field: string, rule: RegExp) {
  const before = await stored();
  const reply = await api.request(method, path, { body });
  expect(reply).toMatchObject({
    status: 400,
    body: { error: "ValidationError", code: "VALIDATION_ERROR", details: { field } },
  });
  expect(reply.body.message).toMatch(rule);
  expect(reply.body.message).toContain(field);
  expect(await stored()).toEqual(before);
}

async function stored() {
  const { $client: sql } = api.server.services.db;
  const [row] =
    await sql`select (select count(*) from session) sessions, (select count(*) from message) messages,
    (select count(*) from event) events, (select sum(version) from session) versions`;
  return row;
}

const nested = (levels: number): object => (levels === 1 ? { a: 1 } : { a: nested(levels - 1) });
/** A flat object of exactly this many bytes of JSON. */
const sized = (bytes: number) => ({ a: "x".repeat(bytes - '{"a":""}'.length) });

const RANGES = [
  { field: "timeoutMinutes", good: [5, 1440], bad: [4, 1441, 5.5, -1, "30", null, Number.MAX_SAFE_INTEGER] },
  { field: "maxDurationMinutes", good: [1440, 4320], bad: [0, 4321, 100.5, "180", true] },
  { field: "warningThresholdMinutes", good: [1, 60], bad: [0, 61, 1.5, "5", []] },
  { field: "autoRenew", good: [true, false], bad: [1, 0, "true", null, {}] },
];

describe.each(RANGES)("$field", ({ field, good, bad }) => {
  it("is accepted within its range, on create and on PATCH", async () => {
    for (const value of good) {
      const timeoutConfig = { maxDurationMinutes: 4320, [field]: value };
      expect(await api.create({ timeoutConfig })).toMatchObject({ timeoutConfig: { [field]: value } });
      const reply = await api.request("PATCH", `/${sessionId}/timeout`, { body: { [field]: value } });
      expect(reply).toMatchObject({ status: 200, body: { timeoutConfig: { [field]: value } } });
      await api.request("PATCH", `/${sessionId}/timeout`, {
        body: { timeoutMinutes: 30, maxDurationMinutes: 4320 },
      });
    }
  });

  it("is refused outside its range, with the field's name", async () => {
    for (const value of bad) {
      const create = { agentId: api.agentId, userId: "u", timeoutConfig: { [field]: value } };
      await refuses("POST", "", create, `timeoutConfig.${field}`, /must be/);
      await refuses("PATCH", `/${sessionId}/timeout`, { [field]: value }, field, /must be/);
    }
  });
});

it("refuses a maximum duration below the timeout, which may come from the defaults", async () => {
  const create = { agentId: api.agentId, userId: "u", timeoutConfig: { maxDurationMinutes: 29 } };
  await refuses("POST", "", create, "maxDurationMinutes", /must be at least timeoutMinutes \(30\)/);
  await refuses(
    "PATCH",
    `/${sessionId}/timeout`,
    { maxDurationMinutes: 29 },
    "maxDurationMinutes",
    /at least/,
  );
});

it.each([
  ["agentId", 5, /must be a string/],
  ["agentId", "", /must not be empty/],
  ["userId", "", /must not be empty/],
  ["userId", "x".repeat(256), /must be at most 255 characters$/],
  ["userId", "a\u0000b", /null characters/],
  ["userId", "\ud800", /broken Unicode/],
  ["timeoutConfig", "30", /must be an object/],
  ["timeoutConfig", [], /must be an object/],
])("refuses a session whose %s is %j", async (field, value, rule) => {
  await refuses("POST", "", { agentId: api.agentId, userId: "u", [field]: value }, field, rule);
});

describe.each(["session", "message"])("metadata of a %s", (kind) => {
  const path = () => (kind === "session" ? "" : `/${sessionId}/messages`);
  const withMetadata = (metadata: unknown) =>
    kind === "session" ? { agentId: api.agentId, userId: "u", metadata } : { content: "Hi", metadata };

  it.each([
    [{}],
    [{ a: "text", b: 1.5, c: true, d: null, e: { f: [] }, g: [1, "two", { three: 3 }] }],
    [nested(5)],
    [sized(16 * 1024)],
    [{ ключ: "значение", "🦜": "\u2028" }],
    [{ text: "\\u0000 as six characters" }],
    [{ __proto__: null, constructor: "x" }],
  ])("accepts %j and returns it unchanged", async (metadata) => {
    const reply = await api.request("POST", path(), { body: withMetadata(metadata) });
    expect(reply.status).toBe(201);
    expect(reply.body.metadata).toEqual({ ...metadata });
  });

  it.each([
    ["text", /JSON object/],
    [[], /JSON object/],
    [5, /JSON object/],
    [null, /JSON object/],
    [nested(6), /at most 5 levels/],
    [{ a: [[[[[1]]]]] }, /at most 5 levels/],
    [sized(16 * 1024 + 1), /at most 16 KB/],
    [{ a: "ü".repeat(8 * 1024) }, /at most 16 KB/],
    [{ a: "\u0000" }, /null characters/],
    [{ "\ud800": 1 }, /broken Unicode/],
  ])("refuses %j", async (metadata, rule) => {
    await refuses("POST", path(), withMetadata(metadata), "metadata", rule);
  });
});

describe("a message's content", () => {
  const path = () => `/${sessionId}/messages`;

  it.each([
    "x",
    "x".repeat(10_000),
    `  ${"x".repeat(10_000)}\n`,
    "for x in range(3):\n    print(x < 2 and x > 0)",
    "if (a < b && onclick == 1) { run() }",
    "<b>bold</b> and <a href='https://example.com'>a link</a>",
    "'; DROP TABLE session; --",
    "The data: text and html",
    "JavaScript is a language",
    "Why does `<script>alert(1)</script>` not run?",
    "```html\n<img src=x onerror=alert(1)>\n<iframe>\n```",
    "🦜 مرحبا 你好",
  ])("may be %j", async (content) => {
    const reply = await api.request("POST", path(), { body: { content } });
    expect(reply.status).toBe(201);
    expect(reply.body.content).toBe(content.trim());
  });

  it.each([
    [undefined, /must be a string/],
    [5, /must be a string/],
    [["Hi"], /must be a string/],
    ["", /must not be empty/],
    ["  \n\t ", /must not be empty/],
    ["x".repeat(10_001), /at most 10000 characters/],
    ["a\u0000b", /null characters/],
    ["\udfff", /broken Unicode/],
    [
      "<script>alert(1)</script>",
      /^content must not contain a <script>, .* element outside of code \(put it between backticks\)$/,
    ],
    ["<a `x` onclick=alert(1)>", /inline event handler outside of code/],
    ["```\n```\n<script>", /<script>.* outside of code/],
    ["< SCRIPT src=x>", /<script>/],
    ["<iframe src='https://example.com'>", /<iframe>/],
    ["<object data=x>", /<object>/],
    ["<embed src=x>", /<embed>/],
    ["[x](javascript:alert(1))", /javascript: URL/],
    ["JaVaScRiPt : alert(1)", /javascript: URL/],
    ["<img src=x onerror=alert(1)>", /inline event handler/],
    ["<svg/onload = 'x'>", /inline event handler/],
    ["data:text/html,<p>x", /data:text\/html/],
  ])("may not be %j", async (content, rule) => {
    await refuses("POST", path(), { content }, "content", rule);
  });

  it.each([
    ["attachments", "x", /must be a list/],
    [
      "attachments",
      Array.from({ length: 11 }, () => ({ type: "image", url: "https://example.com" })),
      /at most 10/,
    ],
    ["attachments.0.url", [{ type: "image" }], /Missing required fields/],
    ["attachments.0.type", [{ url: "https://example.com" }], /Missing required fields/],
    ["attachments.0.url", [{ type: "image", url: "javascript:alert(1)" }], /http or https/],
    ["attachments.0.url", [{ type: "image", url: "data:text/html,x" }], /http or https/],
    [
      "attachments.1.url",
      [
        { type: "a", url: "http://x.test" },
        { type: "a", url: "x.png" },
      ],
      /http or https/,
    ],
    ["attachments.0", [null], /must be an object/],
  ])("refuses invalid attachments: %s", async (field, attachments, rule) => {
    await refuses("POST", path(), { content: "Hi", attachments }, field, rule);
  });

  it("refuses a transport other than http, sse and websocket", async () => {
    await refuses(
      "POST",
      path(),
      { content: "Hi", transport: "pigeon" },
      "transport",
      /must be http, sse or websocket/,
    );
    await refuses("POST", path(), { content: "Hi", transport: null }, "transport", /must be/);
  });

  it("is checked in order: type, session, content, metadata", async () => {
    const nowhere = "/01900000-0000-7000-8000-000000000000/messages";
    const send = async (at: string, body: unknown) => {
      const reply = await api.request("POST", at, { body });
      return [reply.status, (reply.body.details as { field?: string }).field];
    };
    expect(await send(nowhere, { content: 5 })).toEqual([400, "content"]);
    expect(await send(nowhere, { content: "" })).toEqual([404, undefined]);
    expect(await send(path(), { content: "", metadata: nested(6) })).toEqual([400, "content"]);
    const over = await api.create({ timeoutConfig: { timeoutMinutes: 5 } });
    api.server.clock.advance(5 * 60_000);
    expect(await send(`/${over.sessionId}/messages`, { content: "<script>" })).toEqual([410, undefined]);
    expect(await send(`/${over.sessionId}/messages`, { content: [] })).toEqual([400, "content"]);
  });
});
