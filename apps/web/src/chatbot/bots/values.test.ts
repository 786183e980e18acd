import { expect, it } from "vitest";
import type { Chatbot } from "../types.ts";
import { chatbotResolver } from "./resolver.ts";
import { emptyChatbot, toChatbotInput, toChatbotValues } from "./values.ts";

const chatbot: Chatbot = {
  id: "0".repeat(24),
  name: "Desk",
  role: "",
  description: "",
  promptTemplate: "Hi",
  model: null,
  temperature: 0.5,
  maxTokens: null,
  dangerAnswer: null,
  version: 3,
  metadata: { greeting: "Hello", theme: "blue" },
  knowledgeBase: [{ id: "doc_1", title: "Breakfast", content: "At seven." }],
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

it("comes back from the form as it was, other metadata kept", () => {
  const values = toChatbotValues(chatbot);
  expect(values).toMatchObject({ greeting: "Hello", temperature: "0.5", maxTokens: "" });
  expect(toChatbotInput(values, chatbot.metadata)).toMatchObject({
    temperature: 0.5,
    maxTokens: null,
    metadata: { greeting: "Hello", theme: "blue" },
    knowledgeBase: [{ title: "Breakfast", content: "At seven." }],
  });
  expect(toChatbotInput({ ...values, greeting: " " }, chatbot.metadata).metadata).toEqual({ theme: "blue" });
});

it("puts each broken rule at its field", async () => {
  const knowledgeBase = [{ title: "", content: "x" }];
  const values = {
    ...emptyChatbot,
    temperature: "3",
    maxTokens: "1.5",
    greeting: "a".repeat(4_001),
    knowledgeBase,
  };
  const { errors } = await chatbotResolver(values, undefined, {
    fields: {},
    shouldUseNativeValidation: false,
  });
  expect(errors).toMatchObject({
    name: { message: "must not be empty" },
    temperature: { message: "must be a number from 0 to 2" },
    maxTokens: { message: expect.stringContaining("whole number") },
    greeting: { message: expect.stringContaining("4000") },
    knowledgeBase: { 0: { title: { message: "must not be empty" } } },
  });
});
