import { expect, it } from "vitest";
import { describedIn, documentOf, statusesIn } from "../openapi/testing.ts";
import { agentApi } from "./api.ts";

it("has every endpoint of its document, with the statuses that it names", () => {
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
  const found = statusesIn(agentApi);
  expect([...found.keys()].toSorted()).toEqual(Object.keys(documented).toSorted());
  for (const [name, statuses] of Object.entries(documented)) {
    expect(found.get(name)).toEqual(expect.arrayContaining(statuses.map(String)));
  }
});

it("requires a credential for every operation except health", () => {
  const open = describedIn(agentApi).filter(({ described }) => described.security?.length === 0);
  expect(open.map(({ described }) => described.operationId)).toEqual(["health"]);
});

it("has the message alone as the result of sending one, because generators take the lowest status", () => {
  const send = documentOf(agentApi).paths["/api/messaging/sessions/{sessionId}/messages"]?.post;
  const results = Object.entries(send?.responses ?? {}).filter(([status]) => status.startsWith("2"));
  expect(results.map(([status, { content }]) => [status, ...Object.keys(content ?? {})])).toEqual([
    ["201", "application/json"],
  ]);
  expect(send?.description).toContain("text/event-stream");
});

it("documents the rules for a message, which are checked only in the session", () => {
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
