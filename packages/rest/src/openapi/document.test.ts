import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import * as z from "zod";
import { agentApi } from "../agent/api.ts";
import type { Api } from "../api.ts";
import { chatbotApi } from "../chatbot/api.ts";
import { openApiDocument } from "./document.ts";

const APIS: Api[] = [agentApi, chatbotApi];
type Media = { schema: { $ref?: string }; example?: unknown; examples?: Record<string, { value: unknown }> };
type Described = {
  operationId: string;
  security?: unknown[];
  requestBody?: { content: Record<string, Media> };
  parameters: { name: string; in: string; required: boolean }[];
  responses: Record<string, { content?: Record<string, Media>; headers?: object }>;
};
type Document = {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object> };
};

const documentOf = (api: Api) => openApiDocument(api) as unknown as Document;
const describedIn = (api: Api) =>
  Object.entries(documentOf(api).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: `${method.toUpperCase()} ${path}`,
      described,
    })),
  );

it.each(APIS)("$kind: is a valid OpenAPI 3.1 document", async (api) => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(openApiDocument(api)));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

it.each(APIS)("$kind: has no name that is nowhere, and uses each", (api) => {
  const text = JSON.stringify(openApiDocument(api));
  const used = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
  expect([...used].toSorted()).toEqual(Object.keys(documentOf(api).components.schemas).toSorted());
});

it.each(APIS)("$kind: names each operation once", (api) => {
  const names = describedIn(api).map(({ described }) => described.operationId);
  expect(new Set(names).size).toBe(names.length);
});

it.each(APIS)("$kind: has examples for every body and answer, which fit their schemas", (api) => {
  for (const operation of api.operations) {
    for (const answer of Object.values(operation.answers)) {
      expect(answer.example).toBeDefined();
      expect(answer.schema.safeParse(answer.example).error).toBeUndefined();
    }
    const body = operation.documentedBody ?? operation.body;
    if (body) expect(body.safeParse(operation.bodyExample).error).toBeUndefined();
  }
  const errors = describedIn(api)
    .flatMap(({ described }) => Object.values(described.responses))
    .flatMap(({ content }) => Object.values(content?.["application/json"]?.examples ?? {}));
  expect(errors.length).toBeGreaterThan(0);
  for (const { value } of errors) expect(api.dialect.error.schema.safeParse(value).error).toBeUndefined();
});

it("agent: has every endpoint of its document, with the statuses that it names", () => {
  const base = "/api/messaging/sessions";
  const documented: Record<string, number[]> = {
    [`POST ${base}`]: [201, 400, 401, 403, 404, 500],
    [`GET ${base}`]: [200, 401, 403, 500],
    [`GET ${base}/{sessionId}`]: [200, 401, 403, 404, 410, 500],
    [`DELETE ${base}/{sessionId}`]: [200, 401, 403, 404, 500],
    [`POST ${base}/{sessionId}/messages`]: [201, 400, 401, 403, 404, 410, 500],
    [`GET ${base}/{sessionId}/messages`]: [200, 401, 403, 404, 410, 500],
    [`POST ${base}/{sessionId}/renew`]: [200, 401, 403, 404, 410, 422, 500],
    [`PATCH ${base}/{sessionId}/timeout`]: [200, 400, 401, 403, 404, 410, 500],
    [`POST ${base}/{sessionId}/heartbeat`]: [200, 401, 403, 404, 410, 500],
    [`GET ${base}/health`]: [200, 503],
  };
  const found = new Map(
    describedIn(agentApi).map(({ name, described }) => [name, Object.keys(described.responses)]),
  );
  expect([...found.keys()].toSorted()).toEqual(Object.keys(documented).toSorted());
  for (const [name, statuses] of Object.entries(documented)) {
    expect(found.get(name)).toEqual(expect.arrayContaining(statuses.map(String)));
  }
});

it("chatbot: has every endpoint of its document, with the statuses that it names", () => {
  const documented: Record<string, number[]> = {
    "POST /sessions": [201, 400, 401, 404, 500],
    "PUT /sessions/{id}": [200, 400, 401, 404, 500],
    "GET /sessions/{id}": [200, 401, 404, 500],
    "POST /sessions/{id}/end": [200, 401, 404, 500],
    "POST /sessions/message": [200, 400, 401, 404, 500],
    "POST /sessions/chat": [200, 400, 401, 404, 500],
    "GET /sessions": [200, 400, 401, 500],
    "POST /chatbots": [201, 400, 401, 500],
    "GET /chatbots": [200, 400, 401, 500],
    "GET /chatbots/{id}": [200, 400, 401, 404, 500],
    "PUT /chatbots/{id}": [200, 400, 401, 404, 412, 500],
    "DELETE /chatbots/{id}": [200, 400, 401, 404, 500],
    "POST /clients": [201, 400, 401, 500],
    "GET /clients": [200, 400, 401, 500],
    "GET /clients/{id}": [200, 400, 401, 404, 500],
    "PUT /clients/{id}": [200, 400, 401, 404, 412, 500],
    "DELETE /clients/{id}": [200, 400, 401, 404, 500],
  };
  const found = new Map(
    describedIn(chatbotApi).map(({ name, described }) => [name, Object.keys(described.responses)]),
  );
  expect([...found.keys()].toSorted()).toEqual(Object.keys(documented).toSorted());
  for (const [name, statuses] of Object.entries(documented)) {
    expect(found.get(name)).toEqual(expect.arrayContaining(statuses.map(String)));
  }
  expect(describedIn(chatbotApi).filter(({ described }) => described.security?.length === 0)).toEqual([]);
});

it("chatbot: answers a chat with JSON or with events", () => {
  const chat = documentOf(chatbotApi).paths["/sessions/chat"]?.post;
  expect(Object.keys(chat?.responses["200"]?.content ?? {})).toEqual([
    "application/json",
    "text/event-stream",
  ]);
});

it("agent: asks for a credential everywhere but for its health", () => {
  const open = describedIn(agentApi).filter(({ described }) => described.security?.length === 0);
  expect(open.map(({ described }) => described.operationId)).toEqual(["health"]);
});

it("agent: says of each message what the rules are, though they are asked late", () => {
  const send = documentOf(agentApi).paths["/api/messaging/sessions/{sessionId}/messages"]?.post;
  expect(send?.requestBody?.content["application/json"]?.schema).toMatchObject({
    required: ["content"],
    properties: {
      content: { type: "string", minLength: 1, maxLength: 10_000 },
      attachments: { type: "array", maxItems: 10 },
      transport: { enum: ["http", "sse", "websocket"] },
    },
  });
});

it("refers to what is named, at any depth, and writes out the rest", () => {
  const inner = z.object({ a: z.string() });
  const list = z.object({ items: z.array(inner), other: z.object({ b: z.int() }) });
  const [first] = agentApi.operations;
  if (!first) throw new Error("the API has no operations");
  const operation = { ...first, answers: { 200: { description: "A list.", schema: list } } };
  const api = {
    ...agentApi,
    operations: [operation],
    components: { Inner: inner, Error: agentApi.dialect.error.schema },
  };
  const described = describedIn(api)[0]?.described;
  expect(described?.responses["200"]?.content?.["application/json"]?.schema).toMatchObject({
    properties: {
      items: { type: "array", items: { $ref: "#/components/schemas/Inner" } },
      other: { properties: { b: { type: "integer" } } },
    },
  });
});
