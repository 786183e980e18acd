import type { JsonObject } from "@parley/db/schema/columns";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";

/** The tRPC code and the HTTP status with which a refusal reaches callers. */
export type ReasonInfo = {
  trpc: TRPC_ERROR_CODE_KEY;
  status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 422 | 429 | 500;
};

/** The reasons to refuse a request that are common to all kinds of session. Each kind adds its own. */
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
 * An expected refusal, as opposed to a failure of the server. Its message and details are sent to the caller
 * unchanged, so they must not contain anything that the caller may not see.
 */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly reason: string;
  readonly info: ReasonInfo;
  readonly details: JsonObject;

  /** @param reason the name of a core reason, or a kind's reason from `defineReasons`. */
  constructor(reason: CoreReason | KindReason, message: string, details: JsonObject = {}) {
    super(message);
    this.reason = typeof reason === "string" ? reason : reason.reason;
    this.info = typeof reason === "string" ? CORE_REASONS[reason] : reason;
    this.details = details;
  }
}

type KindReason = ReasonInfo & { reason: string };

/** Adds each reason's name to it, as `DomainError` expects a kind's reasons. */
export function defineReasons<const R extends Record<string, ReasonInfo>>(
  reasons: R,
): { [Name in keyof R & string]: R[Name] & { reason: Name } } {
  const named = Object.entries(reasons).map(([reason, info]) => [reason, { ...info, reason }]);
  return Object.fromEntries(named);
}

/** A VALIDATION_ERROR that names the field and the rule that its value breaks. */
export function invalid(field: string, rule: string, details: JsonObject = {}): DomainError {
  return new DomainError("VALIDATION_ERROR", `${field} ${rule}`, { field, rule, ...details });
}

/** A row is not at the version that the caller named in `ifVersion`. @param current the row's version. */
export const versionMismatch = (current: number) =>
  new DomainError("PRECONDITION_FAILED", "This was changed by somebody else in the meantime", {
    version: current,
  });
