import type { LiveAgentSession } from "../types.ts";

const MINUTE = 60_000;

export type Expiry = { expired: boolean; near: boolean; atMaximum: boolean };

/**
 * The state of a session's expiry on this page's clock.
 *
 * @param left milliseconds until the expiry
 */
export function expiryOf(session: LiveAgentSession, left: number): Expiry {
  const expired = session.status === "expired" || left <= 0;
  return {
    expired,
    near: !expired && left <= session.timeoutConfig.warningThresholdMinutes * MINUTE,
    atMaximum: new Date(session.expiresAt).getTime() >= new Date(session.maxExpiresAt).getTime(),
  };
}
