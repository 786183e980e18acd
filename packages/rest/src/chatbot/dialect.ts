import type { CHATBOT_REASONS } from "@parley/api/chatbot/reasons";
import type { DomainError } from "@parley/api/errors";
import type { Json } from "@parley/api/session/schema";
import * as z from "zod";
import type { Dialect } from "../api.ts";
import { statusOf } from "../shared/reasons.ts";

type ChatbotReason = keyof typeof CHATBOT_REASONS;

const MEANINGS: Record<ChatbotReason | "SESSION_NOT_FOUND", string> = {
  SESSION_NOT_FOUND: "The session does not exist, or belongs to another account",
  SESSION_NOT_ACTIVE: "The session does not exist, belongs to another account, or is not active",
  CHATBOT_OR_CLIENT_NOT_FOUND: "The chatbot or the client does not exist, or belongs to another account",
};

/** Messages that the document prescribes. Errors for other reasons keep their own. */
const MESSAGES: Partial<Record<string, string>> = {
  VALIDATION_ERROR: "Invalid input",
  UNAUTHORIZED: "Authentication missing or invalid",
};

const schema = z.strictObject({
  success: z.literal(false),
  message: z.string().describe("What happened."),
  errors: z
    .array(
      z.strictObject({
        path: z.string().describe("The field, with dots inside objects; empty for the whole."),
        message: z.string().describe("The rule that it breaks."),
      }),
    )
    .describe("Each rule that the request breaks; empty for other errors."),
});

/** Errors have `success: false` and a list of the invalid fields. */
export const chatbotDialect: Dialect = {
  error: {
    schema,
    meanings: MEANINGS,
    status: statusOf,
    body: (error): Json => ({
      success: false,
      message: MESSAGES[error.reason] ?? messageOf(error),
      errors: error.reason === "VALIDATION_ERROR" ? brokenRules(error) : [],
    }),
  },
};

const messageOf = ({ message, details }: DomainError) =>
  typeof details.requestId === "string" ? `${message} (request ${details.requestId})` : message;

const issues = z.array(z.object({ field: z.string(), rule: z.string() }));

function brokenRules({ message, details }: DomainError): { path: string; message: string }[] {
  const several = issues.safeParse(details.issues);
  if (several.success) return several.data.map(({ field, rule }) => ({ path: field, message: rule }));
  const { field, rule } = details;
  const isNamed = typeof field === "string" && typeof rule === "string";
  return [isNamed ? { path: field, message: rule } : { path: "", message }];
}
