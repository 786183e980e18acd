import { expect, it } from "vitest";
import { createRoutes } from "../http/route-table.ts";
import { agentApi } from "./api.ts";

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

it("lists the allowed methods where the given one is not", () => {
  expect(routes("PUT", "/abc")).toEqual({
    outcome: "wrong-method",
    allow: ["GET", "DELETE", "HEAD", "OPTIONS"],
  });
  expect(routes("DELETE", "/health")).toEqual({ outcome: "wrong-method", allow: ["GET", "HEAD", "OPTIONS"] });
  expect(routes("constructor", "/health").outcome).toBe("wrong-method");
});
