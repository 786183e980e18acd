import { invalid } from "../errors.ts";
import type { TimeoutConfig } from "./schema.ts";

const MINUTE = 60_000;

/** What an agent session's expiry follows from. */
export type ExpiryFacts = {
  createdAt: Date;
  lastActivityAt: Date;
  /** The last renewal by hand, if there was one. */
  renewedAt: Date | null;
} & Pick<TimeoutConfig, "timeoutMinutes" | "autoRenew" | "maxDurationMinutes">;

/** The moment after which no renewal helps. */
export function maxExpiresAt({ createdAt, maxDurationMinutes }: ExpiryFacts): Date {
  return new Date(createdAt.getTime() + maxDurationMinutes * MINUTE);
}

/**
 * When the session expires. The database computes the same in a generated column, which is what is stored and
 * asked; a test holds the two together.
 */
export function expiresAt(facts: ExpiryFacts): Date {
  const base = facts.autoRenew ? facts.lastActivityAt : (facts.renewedAt ?? facts.createdAt);
  return new Date(Math.min(base.getTime() + facts.timeoutMinutes * MINUTE, maxExpiresAt(facts).getTime()));
}

/** Milliseconds until the expiry, never negative. */
export function timeRemaining(expiry: Date, now: Date): number {
  return Math.max(0, expiry.getTime() - now.getTime());
}

export function isExpired(expiry: Date, now: Date): boolean {
  return timeRemaining(expiry, now) === 0;
}

export function isNearExpiration(expiry: Date, warningThresholdMinutes: number, now: Date): boolean {
  const remaining = timeRemaining(expiry, now);
  return remaining > 0 && remaining <= warningThresholdMinutes * MINUTE;
}

/** Whether a renewal would move the expiry: it can't once the maximum duration is what ends the session. */
export function canRenew(session: { expiresAt: Date; maxExpiresAt: Date }): boolean {
  return session.expiresAt < session.maxExpiresAt;
}

/**
 * Settings in force: the later tier wins, field by field.
 * @throws DomainError VALIDATION_ERROR when together they make a maximum below the timeout.
 */
export function mergeTimeout(...tiers: [TimeoutConfig, ...Partial<TimeoutConfig>[]]): TimeoutConfig {
  const merged = Object.assign({}, ...tiers.map(withoutUndefined)) as TimeoutConfig;
  if (merged.maxDurationMinutes < merged.timeoutMinutes) {
    throw invalid("maxDurationMinutes", `must be at least timeoutMinutes (${merged.timeoutMinutes})`);
  }
  return merged;
}

function withoutUndefined(tier: Partial<TimeoutConfig>): Partial<TimeoutConfig> {
  return Object.fromEntries(Object.entries(tier).filter(([, value]) => value !== undefined));
}

const TITLE_CHARACTERS = 60;

/** A session's title from its first message: its first line, cut at a word. */
export function titleFrom(content: string): string {
  const line =
    content
      .split("\n", 1)[0]
      ?.replace(/^[#>*\-\s`]+/, "")
      .replace(/\s+/g, " ")
      .trim() ?? "";
  if (line.length <= TITLE_CHARACTERS) return line || "Untitled";
  const cut = line.slice(0, TITLE_CHARACTERS).toWellFormed();
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), TITLE_CHARACTERS / 2)).trimEnd()}…`;
}
