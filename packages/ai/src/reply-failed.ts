/** Why a reply failed. */
export type ReplyFailure = "timeout" | "provider" | "rate-limited" | "refused" | "aborted";

/**
 * A failed reply. `message` may be shown to users: it contains no key, address, stack or text of the conversation.
 * `detail` is for the operator's log (the provider's status or error code), under the same restrictions.
 */
export class ReplyFailed extends Error {
  override readonly name = "ReplyFailed";
  readonly reason: ReplyFailure;
  readonly detail: string | null;
  /** The provider's Retry-After in milliseconds; null without one. */
  readonly retryAfterMs: number | null;

  constructor(
    reason: ReplyFailure,
    message: string,
    more: { detail?: string; retryAfterMs?: number | null } = {},
  ) {
    super(message);
    this.reason = reason;
    this.detail = more.detail ?? null;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

/** The failure of an aborted reply. */
export function stopped(): ReplyFailed {
  return new ReplyFailed("aborted", "The reply was stopped.");
}
