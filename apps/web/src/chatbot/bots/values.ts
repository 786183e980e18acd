import type { RouterInputs } from "@parley/api/root";
import type { Chatbot } from "../types.ts";

/** The chatbot form's values: numbers as typed, and "" for the model's default. */
export type ChatbotValues = {
  name: string;
  role: string;
  description: string;
  promptTemplate: string;
  model: string;
  temperature: string;
  maxTokens: string;
  greeting: string;
  dangerAnswer: string;
  knowledgeBase: { title: string; content: string }[];
};

export const emptyChatbot: ChatbotValues = {
  name: "",
  role: "",
  description: "",
  promptTemplate: "",
  model: "",
  temperature: "",
  maxTokens: "",
  greeting: "",
  dangerAnswer: "",
  knowledgeBase: [],
};

/** A chatbot as the form's values. */
export function toChatbotValues(chatbot: Chatbot): ChatbotValues {
  const { name, role, description, promptTemplate, metadata } = chatbot;
  return {
    name,
    role,
    description,
    promptTemplate,
    model: chatbot.model ?? "",
    temperature: String(chatbot.temperature ?? ""),
    maxTokens: String(chatbot.maxTokens ?? ""),
    greeting: typeof metadata.greeting === "string" ? metadata.greeting : "",
    dangerAnswer: chatbot.dangerAnswer ?? "",
    knowledgeBase: chatbot.knowledgeBase.map(({ title, content }) => ({ title, content })),
  };
}

/**
 * The form's values as the API's input.
 * @param metadata the chatbot's metadata, which is kept except for the greeting
 */
export function toChatbotInput(
  values: ChatbotValues,
  metadata: Chatbot["metadata"] = {},
): RouterInputs["chatbot"]["chatbots"]["create"] {
  const { greeting: _, ...others } = metadata;
  const { name, role, description, promptTemplate, knowledgeBase } = values;
  return {
    name,
    role,
    description,
    promptTemplate,
    knowledgeBase,
    model: values.model.trim() || null,
    temperature: numberOf(values.temperature),
    maxTokens: numberOf(values.maxTokens),
    dangerAnswer: values.dangerAnswer.trim() || null,
    metadata: values.greeting.trim() ? { ...others, greeting: values.greeting.trim() } : others,
  };
}

const numberOf = (text: string) => (text.trim() === "" ? null : Number(text.replace(",", ".")));
