import type { JsonObject } from "@parley/db/schema/columns";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";

/** Every way in which a request can be refused: what tRPC calls it, and its HTTP status. */
export const REASONS = {
  VALIDATION_ERROR: { trpc: "BAD_REQUEST", status: 400 },
  UNAUTHORIZED: { trpc: "UNAUTHORIZED", status: 401 },
  FORBIDDEN: { trpc: "FORBIDDEN", status: 403 },
  NOT_FOUND: { trpc: "NOT_FOUND", status: 404 },
  METHOD_NOT_ALLOWED: { trpc: "METHOD_NOT_SUPPORTED", status: 405 },
  SESSION_NOT_FOUND: { trpc: "NOT_FOUND", status: 404 },
  AGENT_NOT_FOUND: { trpc: "NOT_FOUND", status: 404 },
  CHATBOT_OR_CLIENT_NOT_FOUND: { trpc: "NOT_FOUND", status: 404 },
  SESSION_NOT_ACTIVE: { trpc: "NOT_FOUND", status: 404 },
  CONFLICT: { trpc: "CONFLICT", status: 409 },
  SESSION_EXPIRED: { trpc: "PRECONDITION_FAILED", status: 410 },
  PRECONDITION_FAILED: { trpc: "PRECONDITION_FAILED", status: 412 },
  PAYLOAD_TOO_LARGE: { trpc: "PAYLOAD_TOO_LARGE", status: 413 },
  SESSION_RENEWAL_FAILED: { trpc: "UNPROCESSABLE_CONTENT", status: 422 },
  IDEMPOTENCY_KEY_REUSED: { trpc: "UNPROCESSABLE_CONTENT", status: 422 },
  RATE_LIMITED: { trpc: "TOO_MANY_REQUESTS", status: 429 },
  INTERNAL: { trpc: "INTERNAL_SERVER_ERROR", status: 500 },
} as const satisfies Record<string, { trpc: TRPC_ERROR_CODE_KEY; status: number }>;

export type Reason = keyof typeof REASONS;

/**
 * A refusal that the caller can understand and act on. Its message and details reach the caller as they are,
 * so neither may hold what the caller may not know.
 */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly reason: Reason;
  readonly details: JsonObject;

  constructor(reason: Reason, message: string, details: JsonObject = {}) {
    super(message);
    this.reason = reason;
    this.details = details;
  }
}

/** A value that breaks a rule: names the field and the rule. */
export function invalid(field: string, rule: string, details: JsonObject = {}): DomainError {
  return new DomainError("VALIDATION_ERROR", `${field} ${rule}`, { field, rule, ...details });
}

/** The caller decided on what it saw, and something changed since. */
export const versionMoved = (current: number) =>
  new DomainError("PRECONDITION_FAILED", "This was changed by somebody else in the meantime", {
    version: current,
  });
