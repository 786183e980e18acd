import type { Turn } from "@parley/ai/port";
import { invalid } from "../errors.ts";
import type { Message } from "../session/schema.ts";
import type { TimeoutConfig } from "./schema.ts";

const MINUTE = 60_000;

/** The values that determine when an agent session expires. */
export type ExpiryFacts = {
  createdAt: Date;
  lastActivityAt: Date;
  /** The last explicit renewal, if there was one. */
  renewedAt: Date | null;
} & Pick<TimeoutConfig, "timeoutMinutes" | "autoRenew" | "maxDurationMinutes">;

/** The latest possible expiry: no renewal extends the session beyond it. */
export function maxExpiresAt({ createdAt, maxDurationMinutes }: ExpiryFacts): Date {
  return new Date(createdAt.getTime() + maxDurationMinutes * MINUTE);
}

/**
 * When the session expires. Reads use a generated column in which the database computes the same; a property test
 * compares the two.
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

/** Whether a renewal can move the expiry: not once the maximum duration determines it. */
export function canRenew(session: { expiresAt: Date; maxExpiresAt: Date }): boolean {
  return session.expiresAt < session.maxExpiresAt;
}

/**
 * Merges timeout settings field by field; later tiers override earlier ones.
 * @throws DomainError VALIDATION_ERROR when the merged maximum duration is below the timeout.
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

/** Derives a session's title from its first message: the first line, of code as well, truncated at a word boundary. */
export function titleFrom(content: string): string {
  const line =
    content
      .replace(/^(?:`{3,}|~{3,})[^`\n]*\n/, "")
      .split("\n", 1)[0]
      ?.replace(/^[#>*\-\s`]+/, "")
      .replace(/\s+/g, " ")
      .trim() ?? "";
  if (line.length <= TITLE_CHARACTERS) return line || "Untitled";
  const cut = line.slice(0, TITLE_CHARACTERS);
  const space = cut.lastIndexOf(" ");
  const title = space > TITLE_CHARACTERS / 2 ? cut.slice(0, space) : cut;
  // The truncation must not leave half of a surrogate pair.
  return `${title.replace(/[\ud800-\udbff]$/, "").trimEnd()}…`;
}

/**
 * The history that the model receives for a question: each earlier question followed by its answers, and the question
 * last. Left out are later messages, which get replies of their own, failed answers, and earlier answers to this question.
 * @param messages of the session, oldest first.
 */
export function historyFor(question: Message, messages: Message[]): Turn[] {
  const answers = Map.groupBy(
    messages.filter((m) => m.isAgent && m.status !== "failed"),
    (m) => m.replyTo,
  );
  const earlierQuestions = messages.filter(
    (m) => !m.isAgent && m.id !== question.id && m.createdAt < question.createdAt,
  );
  const known = new Set(earlierQuestions.map((m) => m.id));
  // Answers whose question is older than the messages that were read.
  const orphans = messages.filter(
    (m) =>
      m.isAgent && m.status !== "failed" && m.createdAt < question.createdAt && !known.has(m.replyTo ?? ""),
  );
  const turns = earlierQuestions.flatMap((earlier) => [earlier, ...(answers.get(earlier.id) ?? [])]);
  return [...orphans, ...turns, question].filter((m) => m.content !== "").map(toTurn);
}

const toTurn = (message: Message): Turn => ({
  role: message.isAgent ? "assistant" : "user",
  content: message.content,
});
