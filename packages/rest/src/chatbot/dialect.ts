import { type DomainError, REASONS, type Reason } from "@parley/api/errors";
import type { Json } from "@parley/api/session/schema";
import * as z from "zod";
import type { Dialect } from "../api.ts";

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
    .describe("Each rule that the request breaks; empty where it is refused for something else."),
});

/** The document's own words, where it has any. */
const MESSAGES: Partial<Record<Reason, string>> = {
  VALIDATION_ERROR: "Invalid input",
  UNAUTHORIZED: "Authentication missing or invalid",
};

/** Every error says that it is none of the successes, and which fields are wrong. */
export const chatbotDialect: Dialect = {
  error: {
    schema,
    meanings: {
      SESSION_NOT_FOUND: "The session does not exist, or is somebody else's",
      SESSION_NOT_ACTIVE: "The session does not exist, is somebody else's, or is not active",
    },
    status: (refusal) => REASONS[refusal.reason].status,
    body: (refusal): Json => ({
      success: false,
      message: MESSAGES[refusal.reason] ?? messageOf(refusal),
      errors: refusal.reason === "VALIDATION_ERROR" ? brokenRules(refusal) : [],
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
