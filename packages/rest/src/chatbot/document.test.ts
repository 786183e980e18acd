import { expect, it } from "vitest";
import { describedIn, documentOf, statusesIn } from "../openapi/testing.ts";
import { chatbotApi } from "./api.ts";

it("has every endpoint of its document, with the statuses that it names", () => {
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
  const found = statusesIn(chatbotApi);
  expect([...found.keys()].toSorted()).toEqual(Object.keys(documented).toSorted());
  for (const [name, statuses] of Object.entries(documented)) {
    expect(found.get(name)).toEqual(expect.arrayContaining(statuses.map(String)));
  }
  expect(describedIn(chatbotApi).filter(({ described }) => described.security?.length === 0)).toEqual([]);
});

it("documents JSON and event-stream responses of a chat", () => {
  const chat = documentOf(chatbotApi).paths["/sessions/chat"]?.post;
  expect(Object.keys(chat?.responses["200"]?.content ?? {})).toEqual([
    "application/json",
    "text/event-stream",
  ]);
});
