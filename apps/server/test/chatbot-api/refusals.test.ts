import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ChatbotApi,
  invalid,
  refusal,
  refused,
  replyOf,
  send,
  startChatbotApi,
  UNKNOWN_ID,
} from "./harness.ts";

// Errors of single operations: the status and the whole body. Errors that all operations share are tested in ../contract.

let api: ChatbotApi;
let id: string;
beforeAll(async () => {
  api = await startChatbotApi({ jobs: false });
  ({ id } = await api.create());
});
afterAll(() => api[Symbol.asyncDispose]());

const message = { role: "user", content: "Hello" };

it.each([
  ["/sessions/message", { message }],
  ["/sessions/chat", { content: "Hello" }],
])("POST %s answers 400 where sessionId is missing", async (path, body) => {
  for (const query of ["", "?sessionId=", "?session=x"])
    expect(await api.request("POST", path + query, { body })).toMatchObject(invalid("sessionId"));
});

it("answers 404 for an unknown chatbot or client", async () => {
  const { chatbotId, clientId } = api;
  for (const body of [
    { chatbotId: UNKNOWN_ID, clientId },
    { chatbotId, clientId: UNKNOWN_ID },
    { chatbotId: clientId, clientId: chatbotId },
  ]) {
    const reply = await api.request("POST", "/sessions", { body });
    expect(reply).toMatchObject(refused(404, "Chatbot or client not found"));
  }
});

describe("400 names each invalid field", () => {
  it.each<[string, string, unknown, [string, string][]]>([
    [
      "POST",
      "/sessions",
      {},
      [
        ["chatbotId", "must be 24 hex characters"],
        ["clientId", "must be 24 hex characters"],
      ],
    ],
    [
      "POST",
      "/sessions",
      { chatbotId: 1, clientId: null },
      [
        ["chatbotId", "24 hex"],
        ["clientId", "24 hex"],
      ],
    ],
    ["POST", "/sessions", { ...placeholders(), title: 5 }, [["title", "must be a string"]]],
    ["POST", "/sessions", { ...placeholders(), title: " " }, [["title", "must not be empty"]]],
    ["POST", "/sessions", { ...placeholders(), title: "x".repeat(201) }, [["title", "at most 200"]]],
    ["POST", "/sessions", [], [["", "must be an object"]]],
    ["PUT", "/sessions/{id}", {}, [["", "must name something to change"]]],
    ["PUT", "/sessions/{id}", { nothing: "known" }, [["", "must name something to change"]]],
    ["PUT", "/sessions/{id}", "", [["", "must name something to change"]]],
    ["PUT", "/sessions/{id}", { title: null }, [["title", "must be a string"]]],
    ["PUT", "/sessions/{id}", { status: "DONE" }, [["status", "must be one of ACTIVE, COMPLETED"]]],
    ["PUT", "/sessions/{id}", { status: "active" }, [["status", "must be one of"]]],
    ["PUT", "/sessions/{id}", { endTime: "tomorrow" }, [["endTime", "must be an ISO 8601 time"]]],
    ["PUT", "/sessions/{id}", { endTime: 1795230833679 }, [["endTime", "must be an ISO 8601 time"]]],
    ["PUT", "/sessions/{id}", { endTime: "2026-02-30" }, [["endTime", "must be an ISO 8601 time"]]],
    ["PUT", "/sessions/{id}", { endTime: "2000-01-01" }, [["endTime", "must not be before startTime"]]],
    ["PUT", "/sessions/{id}", { feedback: { rating: 0 } }, [["feedback.rating", "whole number from 1 to 5"]]],
    ["PUT", "/sessions/{id}", { feedback: { rating: 6 } }, [["feedback.rating", "whole number from 1 to 5"]]],
    [
      "PUT",
      "/sessions/{id}",
      { feedback: { rating: 4.5 } },
      [["feedback.rating", "whole number from 1 to 5"]],
    ],
    [
      "PUT",
      "/sessions/{id}",
      { feedback: { rating: "5", comment: 1 } },
      [
        ["feedback.rating", "1 to 5"],
        ["feedback.comment", "a string"],
      ],
    ],
    ["PUT", "/sessions/{id}", { metadata: [] }, [["metadata", "must be a JSON object"]]],
    ["PUT", "/sessions/{id}", { metadata: { x: "x".repeat(17_000) } }, [["metadata", "at most 16 KB"]]],
    ["POST", "/sessions/message?sessionId={id}", {}, [["message", "is required"]]],
    [
      "POST",
      "/sessions/message?sessionId={id}",
      { message: {} },
      [
        ["message.role", "must be one of user, assistant, system"],
        ["message.content", "is required"],
      ],
    ],
    [
      "POST",
      "/sessions/message?sessionId={id}",
      { message: { ...message, content: "" } },
      [["message.content", "must not be empty"]],
    ],
    [
      "POST",
      "/sessions/message?sessionId={id}",
      { message: { ...message, role: "bot" } },
      [["message.role", "must be one of"]],
    ],
    [
      "POST",
      "/sessions/message?sessionId={id}",
      { message: { ...message, content: "x".repeat(10_001) } },
      [["message.content", "at most 10000 characters"]],
    ],
    [
      "POST",
      "/sessions/message?sessionId={id}",
      { message: { ...message, timestamp: "x" } },
      [["message.timestamp", "ISO 8601"]],
    ],
    [
      "POST",
      "/sessions/message?sessionId={id}",
      { message: { ...message, content: "a\0b" } },
      [["message.content", "null characters"]],
    ],
    ["POST", "/sessions/chat?sessionId={id}", {}, [["content", "is required"]]],
    ["POST", "/sessions/chat?sessionId={id}", { content: ["x"] }, [["content", "must be a string"]]],
    [
      "POST",
      "/sessions/chat?sessionId={id}",
      { content: "x".repeat(10_001) },
      [["content", "at most 10000 characters"]],
    ],
    ["POST", "/chatbots", {}, [["name", "is required"]]],
    [
      "POST",
      "/chatbots",
      { name: "x", temperature: 2.1, maxTokens: 0 },
      [
        ["temperature", "0 to 2"],
        ["maxTokens", "whole number from 1"],
      ],
    ],
    [
      "POST",
      "/chatbots",
      { name: "x", metadata: { greeting: 1 } },
      [["metadata.greeting", "must be a text"]],
    ],
    [
      "POST",
      "/chatbots",
      { name: "x", knowledgeBase: [{ title: "", content: "x" }] },
      [["knowledgeBase.0.title", "must not be empty"]],
    ],
    ["POST", "/clients", { name: "x", email: "nobody" }, [["email", "must be an email address"]]],
    ["POST", "/clients", { name: "x", phoneNumber: "call me" }, [["phoneNumber", "must be a phone number"]]],
  ])("%s %s %j", async (method, path, body, errors) => {
    const reply = await api.request(method, path.replace("{id}", id), { body: withIds(body) });
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual(
      refusal(
        "Invalid input",
        ...errors.map(([at, rule]): [string, unknown] => [at, expect.stringContaining(rule)]),
      ),
    );
  });
});

/** Placeholders for ids that are known only after the server has started. */
function placeholders() {
  return { chatbotId: "{chatbotId}", clientId: "{clientId}" };
}
function withIds(body: unknown): string {
  if (typeof body === "string") return body;
  return JSON.stringify(body).replace("{chatbotId}", api.chatbotId).replace("{clientId}", api.clientId);
}

describe("an invalid query", () => {
  const numbers = [
    "x",
    "1.5",
    "1e1",
    " 5",
    "5 ",
    "+5",
    "-1",
    "",
    "NaN",
    "Infinity",
    "0x10",
    "９",
    "99999999999999999999",
  ];
  it.each([
    ...numbers.map((value) => ["limit", value]),
    ...numbers.map((value) => ["skip", value]),
    ["limit", "0"],
    ["limit", "101"],
    ["status", "active"],
    ["status", ""],
    ["chatbotId", "x"],
    ["clientId", ""],
    ["startDate", "yesterday"],
    ["endDate", "2026-13-01"],
    ["endDate", "2026-02-30"],
    ["searchString", "x".repeat(201)],
  ])("answers 400: %s=%j", async (name, value) => {
    const query = `${name}=${encodeURIComponent(value)}`;
    expect(await api.request("GET", `/sessions?${query}`)).toMatchObject(invalid(name));
    if (["limit", "skip", "searchString"].includes(name))
      for (const path of ["/chatbots", "/clients"])
        expect(await api.request("GET", `${path}?${query}`)).toMatchObject(invalid(name));
  });
});

describe("bodies", () => {
  const POSTS = [
    "/sessions",
    "/sessions/message?sessionId={id}",
    "/sessions/chat?sessionId={id}",
    "/sessions/{id}/end",
    "/chatbots",
    "/clients",
  ];

  it.each(POSTS)("that are not JSON are 400 at %s", async (path) => {
    for (const body of ["{", "{'a': 1}", "[1,", "undefined", "\u0000", '{"a":1}}', "a=b"]) {
      const reply = await api.request("POST", path.replace("{id}", id), { body });
      expect(reply).toMatchObject(invalid("", "The body is not valid JSON"));
    }
  });

  it.each(POSTS)("over the limit are 413 at %s", async (path) => {
    // A chatbot has a larger limit, because its body holds the knowledge base.
    const limit = path === "/chatbots" ? 4 : 1;
    const body = { content: "x".repeat(limit * 1024 ** 2) };
    const reply = await api.request("POST", path.replace("{id}", id), { body });
    expect(reply).toMatchObject({ status: 413, body: { success: false, errors: [] } });
  });

  it("are read as JSON whatever their content type", async () => {
    const body = { message };
    const types = [
      "text/plain;charset=UTF-8",
      "application/x-www-form-urlencoded",
      "application/json; charset=utf-8",
    ];
    for (const type of types) {
      const headers = { "content-type": type };
      const reply = await api.request("POST", `/sessions/message?sessionId=${id}`, { headers, body });
      expect(reply.status).toBe(200);
    }
  });

  it("may be empty whatever their content type", async () => {
    const types = ["application/json", "application/x-www-form-urlencoded", "text/plain"];
    for (const type of types) {
      const headers = { "content-type": type };
      const { id: own } = await api.create();
      expect((await api.request("GET", `/sessions/${own}`, { headers })).status).toBe(200);
      expect((await api.request("POST", `/sessions/${own}/end`, { headers })).status).toBe(200);
    }
    const { id: own } = await api.create();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await api.request("POST", `/sessions/${own}/end`, { headers, body: "" })).status).toBe(200);
  });

  it("may have unknown fields, which are ignored", async () => {
    const { chatbotId, clientId } = api;
    const extra = { status: "COMPLETED", owner: "me", __proto__: {}, startTime: "2099-01-01T00:00:00Z" };
    const made = await api.request("POST", "/sessions", { body: { chatbotId, clientId, ...extra } });
    expect(made).toMatchObject({ status: 201, body: { data: { status: "ACTIVE" } } });
    const { id: own } = made.body.data as { id: string };
    const body = {
      title: "New",
      chatbotId: UNKNOWN_ID,
      id: UNKNOWN_ID,
      messages: [message],
      startTime: extra.startTime,
    };
    const put = await api.request("PUT", `/sessions/${own}`, { body });
    expect(put.body.data).toMatchObject({ id: own, chatbotId, title: "New", messages: [], status: "ACTIVE" });
  });
});

describe("paths and methods", () => {
  it.each([
    ["DELETE", "/sessions", "GET, POST, HEAD, OPTIONS"],
    ["PATCH", "/sessions/{id}", "PUT, GET, HEAD, OPTIONS"],
    ["DELETE", "/sessions/{id}", "PUT, GET, HEAD, OPTIONS"],
    ["GET", "/sessions/{id}/end", "POST, OPTIONS"],
    ["GET", "/sessions/message", "POST, OPTIONS"],
    ["PUT", "/sessions/message", "POST, OPTIONS"],
    ["PUT", "/sessions/chat", "POST, OPTIONS"],
    ["PUT", "/chatbots", "GET, POST, HEAD, OPTIONS"],
    ["POST", "/chatbots/{id}", "GET, PUT, DELETE, HEAD, OPTIONS"],
    ["PATCH", "/clients/{id}", "GET, PUT, DELETE, HEAD, OPTIONS"],
  ])("%s %s is 405 with Allow", async (method, path, allow) => {
    for (const mount of ["", "/chatbot"]) {
      const reply = await api.request(method, mount + path.replace("{id}", id));
      expect(reply).toMatchObject({ status: 405, body: { success: false, errors: [] } });
      expect(reply.headers.get("allow")).toBe(allow);
      const options = await api.request("OPTIONS", mount + path.replace("{id}", id));
      expect(options).toMatchObject({ status: 204, body: {} });
      expect(options.headers.get("allow")).toBe(allow);
    }
  });

  it("ignores a slash at the end, and answers HEAD as GET without a body", async () => {
    for (const path of ["/sessions", `/sessions/${id}`, "/chatbots", `/clients/${api.clientId}`]) {
      for (const mount of ["", "/chatbot"]) {
        expect((await api.request("GET", `${mount}${path}/`)).status).toBe(200);
        const options = { token: api.person.token };
        const head = await replyOf(await send(api.server, "HEAD", mount + path, options));
        expect(head).toMatchObject({ status: 200, body: {} });
      }
    }
    const { id: own } = await api.create();
    expect((await api.request("POST", `/sessions/${own}/end/`)).status).toBe(200);
    expect(
      (await api.request("POST", `/sessions/message/?sessionId=${id}`, { body: { message } })).status,
    ).toBe(200);
  });

  it.each([
    "/sessions/{id}/nothing",
    "/sessions/{id}/end/x",
    "/sessions//end",
    "/chatbot",
    "/chatbot/",
    "/chatbot/nothing",
    "/chatbot//sessions",
    "/chatbot/api/sessions",
    "/chatbots/{id}/x",
    "/clients/{id}/x",
    "/chatbot/%00/%zz",
  ])("answers 404 in this API's format at %s", async (path) => {
    for (const token of [null, api.person.token]) {
      const reply = await api.request("GET", path.replace("{id}", id), { token });
      expect(reply).toMatchObject(refused(404, "There is nothing at this path"));
      expect(reply.headers.get("x-request-id")).toBeTruthy();
    }
  });
});

it("answers an unexpected error with 500, the request's id, and no internal details", async () => {
  await using broken = await startChatbotApi({ jobs: false });
  const own = await broken.create();
  await broken.server.services.db.$client`alter table message rename to message_moved`;
  const reply = await broken.request("GET", `/sessions/${own.id}`, {
    headers: { "x-request-id": "seen-by-me" },
  });
  expect(reply).toMatchObject(refused(500, "Something went wrong on the server (request seen-by-me)"));
  expect(JSON.stringify(reply.body)).not.toMatch(/message_moved|select|relation|postgres/i);
});
