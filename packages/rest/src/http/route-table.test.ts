import { expect, it } from "vitest";
import { agentApi } from "../agent/api.ts";
import { chatbotApi } from "../chatbot/api.ts";
import { createRoutes } from "./route-table.ts";

const routes = createRoutes(agentApi.operations);

function nameOf(method: string, path: string) {
  const found = routes(method, path);
  return found.outcome === "operation" ? [found.operation.name, found.params] : found.outcome;
}

it.each([
  ["GET", "", "listSessions", {}],
  ["GET", "/", "listSessions", {}],
  ["HEAD", "", "listSessions", {}],
  ["POST", "", "createSession", {}],
  ["GET", "/health", "health", {}],
  ["GET", "/health/", "health", {}],
  ["GET", "/abc", "getSession", { sessionId: "abc" }],
  ["GET", "/a%2Fb%20c", "getSession", { sessionId: "a/b c" }],
  ["GET", "/%zz", "getSession", { sessionId: "%zz" }],
  ["POST", "/health/messages", "sendMessage", { sessionId: "health" }],
])("%s %s is %s", (method, path, name, params) => {
  expect(nameOf(method, path)).toEqual([name, params]);
});

it.each(["//", "//messages", "/abc//", "/abc/nothing", "/abc/messages/x"])(
  "there is nothing at %s",
  (path) => {
    expect(nameOf("GET", path)).toBe("nothing");
  },
);

it("prefers a literal segment to a parameter, whichever is declared first", () => {
  const chatbot = createRoutes(chatbotApi.operations);
  const found = (method: string, path: string) => {
    const route = chatbot(method, path);
    return route.outcome === "operation" ? route.operation.name : route.outcome;
  };
  expect(found("POST", "/sessions/message")).toBe("addMessage");
  expect(found("POST", "/sessions/chat")).toBe("chat");
  expect(found("GET", "/sessions/chat")).toBe("wrong-method");
  expect(found("GET", "/sessions/chats")).toBe("getSession");
  expect(found("GET", "")).toBe("nothing");
});

it("says which methods there are, where the given one is not", () => {
  expect(routes("PUT", "/abc")).toEqual({
    outcome: "wrong-method",
    allow: ["GET", "DELETE", "HEAD", "OPTIONS"],
  });
  expect(routes("DELETE", "/health")).toEqual({ outcome: "wrong-method", allow: ["GET", "HEAD", "OPTIONS"] });
  expect(routes("constructor", "/health").outcome).toBe("wrong-method");
});
