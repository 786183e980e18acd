import type { Turn } from "@parley/ai/port";
import { invalid } from "../errors.ts";
import type { Message } from "../session/schema.ts";
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
  const cut = line.slice(0, TITLE_CHARACTERS);
  const space = cut.lastIndexOf(" ");
  const title = space > TITLE_CHARACTERS / 2 ? cut.slice(0, space) : cut;
  // Not half of a character that takes two places.
  return `${title.replace(/[\ud800-\udbff]$/, "").trimEnd()}…`;
}

/**
 * The conversation that leads to a message, as the one who answers sees it: each question before it, its answers
 * right behind it, and the message last. What came after it waits for its own answer; answers that failed, and
 * earlier tries to answer this one, say nothing.
 * @param messages of the session, oldest first.
 */
export function historyFor(asked: Message, messages: Message[]): Turn[] {
  const answers = Map.groupBy(
    messages.filter((m) => m.isAgent && m.status !== "failed"),
    (m) => m.replyTo,
  );
  const questions = messages.filter((m) => !m.isAgent && m.id !== asked.id && m.createdAt < asked.createdAt);
  const known = new Set(questions.map((m) => m.id));
  // Answers to questions that lie further back than what was read.
  const orphans = messages.filter(
    (m) => m.isAgent && m.status !== "failed" && m.createdAt < asked.createdAt && !known.has(m.replyTo ?? ""),
  );
  const earlier = questions.flatMap((question) => [question, ...(answers.get(question.id) ?? [])]);
  return [...orphans, ...earlier, asked].filter((m) => m.content !== "").map(toTurn);
}

const toTurn = (message: Message): Turn => ({
  role: message.isAgent ? "assistant" : "user",
  content: message.content,
});
