import { expect, it } from "vitest";
import { createRoutes } from "../http/route-table.ts";
import { chatbotApi } from "./api.ts";

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
