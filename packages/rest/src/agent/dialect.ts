import { type DomainError, REASONS, type Reason } from "@parley/api/errors";
import type { Json } from "@parley/api/session/schema";
import * as z from "zod";
import type { Dialect } from "../api.ts";

/** What the document calls each refusal; the code is the product's own. */
const NAMES: Record<Reason, string> = {
  VALIDATION_ERROR: "ValidationError",
  UNAUTHORIZED: "AuthenticationError",
  FORBIDDEN: "PermissionError",
  NOT_FOUND: "NotFoundError",
  METHOD_NOT_ALLOWED: "MethodNotAllowedError",
  SESSION_NOT_FOUND: "SessionNotFoundError",
  AGENT_NOT_FOUND: "AgentNotFoundError",
  CHATBOT_OR_CLIENT_NOT_FOUND: "NotFoundError",
  SESSION_NOT_ACTIVE: "SessionNotFoundError",
  CONFLICT: "ConflictError",
  SESSION_EXPIRED: "SessionExpiredError",
  PRECONDITION_FAILED: "PreconditionFailedError",
  PAYLOAD_TOO_LARGE: "PayloadTooLargeError",
  SESSION_RENEWAL_FAILED: "SessionRenewalError",
  IDEMPOTENCY_KEY_REUSED: "IdempotencyKeyReusedError",
  RATE_LIMITED: "RateLimitError",
  INTERNAL: "InternalServerError",
};

const codeOf = (reason: Reason) => (reason === "INTERNAL" ? "INTERNAL_ERROR" : reason);

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
    meanings: { FORBIDDEN: "The credential does not allow it, or the session is somebody else's" },
    status: (refusal) => REASONS[refusal.reason].status,
    body: ({ reason, message, details }: DomainError): Json => ({
      error: NAMES[reason],
      code: codeOf(reason),
      message,
      details,
    }),
  },
};
