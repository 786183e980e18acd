import { type DomainError, REASONS, type Reason } from "@parley/api/errors";

/** The reasons for errors that every kind has. What a kind has beyond them is in its dialect. */
export type CoreReason = Extract<
  Reason,
  | "VALIDATION_ERROR"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "METHOD_NOT_ALLOWED"
  | "SESSION_NOT_FOUND"
  | "CONFLICT"
  | "PRECONDITION_FAILED"
  | "PAYLOAD_TOO_LARGE"
  | "IDEMPOTENCY_KEY_REUSED"
  | "RATE_LIMITED"
  | "INTERNAL"
>;

/** What a dialect writes for each reason that its API is expected to have; for others it needs a fallback. */
export type ByReason<OwnReason extends Reason> = Record<CoreReason | OwnReason, string>;

/** The HTTP status of an error. */
export const statusOf = ({ reason }: DomainError) => REASONS[reason].status;
