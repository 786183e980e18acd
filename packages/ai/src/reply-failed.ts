/** Why a reply did not come to its end. */
export type ReplyFailure = "timeout" | "provider" | "rate-limited" | "refused" | "aborted";

/**
 * A reply that failed. `message` may be shown to anybody: it holds no key, no address, no stack and no word of the
 * conversation. `detail` is for the operator's log (a status or an error code, as the provider named it) and is as clean.
 */
export class ReplyFailed extends Error {
  override readonly name = "ReplyFailed";
  readonly reason: ReplyFailure;
  readonly detail: string | null;
  /** Milliseconds the provider asked us to wait, when it did. */
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

/** The failure of a reply that somebody stopped. */
export function stopped(): ReplyFailed {
  return new ReplyFailed("aborted", "The reply was stopped.");
}
