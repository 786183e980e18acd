import { chatbotFormSchema } from "@parley/api/chatbot/schema";
import type { FieldErrors, Resolver } from "react-hook-form";
import { putIssue } from "../../ui/form/put-issue.ts";
import { type ChatbotValues, toChatbotInput } from "./values.ts";

/** Checks the chatbot form by the API's schema and puts each rule at its field. */
export const chatbotResolver: Resolver<ChatbotValues> = (values) => {
  const errors: FieldErrors<ChatbotValues> = {};
  const parsed = chatbotFormSchema.safeParse(toChatbotInput(values));
  for (const { path, message } of parsed.error?.issues ?? []) {
    // The greeting is a detail for the API and a field of its own for people.
    const [first, ...rest] = path;
    putIssue(errors, first === "metadata" ? rest : path, message);
  }
  return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} };
};
