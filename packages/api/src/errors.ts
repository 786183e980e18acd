import type { JsonObject } from "@parley/db/schema/columns";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";

/** How a refusal appears to callers: tRPC's code and the HTTP status. */
export type ReasonInfo = {
  trpc: TRPC_ERROR_CODE_KEY;
  status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 422 | 429 | 500;
};

/** The reasons for which any part of the product refuses a request. A kind of session adds its own. */
export const CORE_REASONS = {
  VALIDATION_ERROR: { trpc: "BAD_REQUEST", status: 400 },
  UNAUTHORIZED: { trpc: "UNAUTHORIZED", status: 401 },
  FORBIDDEN: { trpc: "FORBIDDEN", status: 403 },
  NOT_FOUND: { trpc: "NOT_FOUND", status: 404 },
  METHOD_NOT_ALLOWED: { trpc: "METHOD_NOT_SUPPORTED", status: 405 },
  SESSION_NOT_FOUND: { trpc: "NOT_FOUND", status: 404 },
  CONFLICT: { trpc: "CONFLICT", status: 409 },
  PRECONDITION_FAILED: { trpc: "PRECONDITION_FAILED", status: 412 },
  PAYLOAD_TOO_LARGE: { trpc: "PAYLOAD_TOO_LARGE", status: 413 },
  IDEMPOTENCY_KEY_REUSED: { trpc: "UNPROCESSABLE_CONTENT", status: 422 },
  RATE_LIMITED: { trpc: "TOO_MANY_REQUESTS", status: 429 },
  INTERNAL: { trpc: "INTERNAL_SERVER_ERROR", status: 500 },
} as const satisfies Record<string, ReasonInfo>;

export type CoreReason = keyof typeof CORE_REASONS;

/**
 * A refusal that the caller can understand and act on. Its message and details reach the caller as they are,
 * so neither may hold what the caller may not know.
 */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly reason: string;
  readonly info: ReasonInfo;
  readonly details: JsonObject;

  /** @param reason one of the core, or of a kind by `refusal`. */
  constructor(reason: CoreReason | KindReason, message: string, details: JsonObject = {}) {
    super(message);
    this.reason = typeof reason === "string" ? reason : reason.reason;
    this.info = typeof reason === "string" ? CORE_REASONS[reason] : reason;
    this.details = details;
  }
}

type KindReason = ReasonInfo & { reason: string };

/** A kind's reasons to refuse: by name, each as `DomainError` takes it. */
export function defineReasons<const R extends Record<string, ReasonInfo>>(
  reasons: R,
): { [Name in keyof R & string]: R[Name] & { reason: Name } } {
  const named = Object.entries(reasons).map(([reason, info]) => [reason, { ...info, reason }]);
  return Object.fromEntries(named);
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
