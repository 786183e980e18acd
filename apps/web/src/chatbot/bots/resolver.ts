import { chatbotFormSchema } from "@parley/api/chatbot/schema";
import type { FieldErrors, Resolver } from "react-hook-form";
import { putIssue } from "../../ui/form/put-issue.ts";
import { type ChatbotValues, toChatbotInput } from "./values.ts";

/** Validates the form by the API's schema; each issue becomes its field's error. */
export const chatbotResolver: Resolver<ChatbotValues> = (values) => {
  const errors: FieldErrors<ChatbotValues> = {};
  const parsed = chatbotFormSchema.safeParse(toChatbotInput(values));
  for (const { path, message } of parsed.error?.issues ?? []) {
    // The greeting is in the metadata of the API's input, and a field of its own in the form.
    const [first, ...rest] = path;
    putIssue(errors, first === "metadata" ? rest : path, message);
  }
  return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} };
};
