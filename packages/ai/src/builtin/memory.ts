import { createHash } from "node:crypto";
import type { Turn } from "../port.ts";
import { disclosure } from "./about.ts";

/** The state of a conversation, derived from its history. */
export type Memory = {
  /** A hash of the whole conversation. It selects among wordings, so that equal conversations get equal answers. */
  seed: number;
  /** All previous answers. */
  previousAnswers: string;
  /** The person's messages before the newest one, oldest first. */
  earlier: string[];
  /** Whether an answer has introduced the responder. */
  introduced: boolean;
};

/** Alternative wordings. */
export type Lines = readonly [string, ...string[]];

/** The newest turns that are read, so that the cost is bounded. */
const turnsRead = 80;

/**
 * Splits a history into its newest user message and the state before it.
 * @param summary of the turns before the history: those include the first answer.
 */
export function remember(history: readonly Turn[], summary = ""): { newest: string; memory: Memory } {
  const turns = history.slice(-turnsRead);
  const at = turns.findLastIndex((turn) => turn.role === "user");
  const previousAnswers = turns
    .filter((turn) => turn.role === "assistant")
    .map((turn) => turn.content)
    .join("\n");
  const digest = createHash("sha256")
    .update(JSON.stringify(turns.map((turn) => turn.content)))
    .digest();
  return {
    newest: turns[at]?.content ?? "",
    memory: {
      seed: digest.readUInt32BE(0),
      previousAnswers,
      earlier: turns
        .slice(0, Math.max(at, 0))
        .filter((turn) => turn.role === "user")
        .map((turn) => turn.content),
      introduced: summary !== "" || history.length > turns.length || previousAnswers.includes(disclosure),
    },
  };
}

/** The first unused line; when all were used, the least recently used one. */
export function nextOf(lines: Lines, memory: Memory): string {
  return lines.find((line) => !memory.previousAnswers.includes(line)) ?? leastRecentlyUsed(lines, memory);
}

/** An unused line, selected by the conversation's seed; when all were used, the least recently used one. */
export function pick(lines: Lines, memory: Memory): string {
  const fresh = lines.filter((line) => !memory.previousAnswers.includes(line));
  if (fresh.length > 0) return fresh[memory.seed % fresh.length] ?? lines[0];
  return leastRecentlyUsed(lines, memory);
}

function leastRecentlyUsed(lines: Lines, { previousAnswers }: Memory): string {
  return lines.reduce((oldest, line) =>
    previousAnswers.lastIndexOf(line) < previousAnswers.lastIndexOf(oldest) ? line : oldest,
  );
}
