import type { AGENT_REASONS } from "@parley/api/agent/reasons";
import type { DomainError } from "@parley/api/errors";
import type { Json } from "@parley/api/session/schema";
import * as z from "zod";
import type { Dialect } from "../api.ts";
import { type ByReason, statusOf } from "../shared/reasons.ts";

type AgentReason = keyof typeof AGENT_REASONS;

/** The document's name for each error; the code is the product's own. */
const NAMES: ByReason<AgentReason> = {
  VALIDATION_ERROR: "ValidationError",
  UNAUTHORIZED: "AuthenticationError",
  FORBIDDEN: "PermissionError",
  NOT_FOUND: "NotFoundError",
  METHOD_NOT_ALLOWED: "MethodNotAllowedError",
  SESSION_NOT_FOUND: "SessionNotFoundError",
  AGENT_NOT_FOUND: "AgentNotFoundError",
  CONFLICT: "ConflictError",
  SESSION_EXPIRED: "SessionExpiredError",
  PRECONDITION_FAILED: "PreconditionFailedError",
  PAYLOAD_TOO_LARGE: "PayloadTooLargeError",
  SESSION_RENEWAL_FAILED: "SessionRenewalError",
  IDEMPOTENCY_KEY_REUSED: "IdempotencyKeyReusedError",
  RATE_LIMITED: "RateLimitError",
  INTERNAL: "InternalServerError",
};

const MEANINGS: Record<AgentReason | "FORBIDDEN", string> = {
  FORBIDDEN: "The credential does not allow it, or the session belongs to another account",
  AGENT_NOT_FOUND: "The agent does not exist, or belongs to another account",
  SESSION_EXPIRED: "The session has expired",
  SESSION_RENEWAL_FAILED: "The session has reached its maximum duration",
};

/** An error that the document has no name for is named after its reason: `SOME_REASON` gives `SomeReasonError`. */
function nameOf(reason: string): string {
  const names: Partial<Record<string, string>> = NAMES;
  return names[reason] ?? `${pascalCase(reason)}Error`;
}

const pascalCase = (reason: string) =>
  reason.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const codeOf = (reason: string) => (reason === "INTERNAL" ? "INTERNAL_ERROR" : reason);

const schema = z.strictObject({
  error: z.string().describe("The error's class."),
  code: z.string().describe("What happened, for programs."),
  message: z.string().describe("What happened, for people."),
  details: z.record(z.string(), z.unknown()).describe("Which field, which limit, or when it expired."),
});

/** Errors have a class and a code. */
export const agentDialect: Dialect = {
  error: {
    schema,
    meanings: MEANINGS,
    status: statusOf,
    body: ({ reason, message, details }: DomainError): Json => ({
      error: nameOf(reason),
      code: codeOf(reason),
      message,
      details,
    }),
  },
};
