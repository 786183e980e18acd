import { createHash } from "node:crypto";
import type { Turn } from "../port.ts";
import { disclosure } from "./about.ts";

/** What a conversation so far means for the next answer. */
export type Memory = {
  /** A number made from the whole conversation: it varies the wording, and the same conversation gives the same. */
  seed: number;
  /** What was answered so far. */
  said: string;
  /** What the person wrote before, oldest first, without the newest. */
  earlier: string[];
  /** Whether the person was told what is answering. */
  introduced: boolean;
};

/** Several ways of saying one thing. */
export type Lines = readonly [string, ...string[]];

/** Answers look back this far, however long the conversation is. */
const turnsKept = 80;

export function remember(history: readonly Turn[]): { newest: string; memory: Memory } {
  const turns = history.slice(-turnsKept);
  const at = turns.findLastIndex((turn) => turn.role === "user");
  const said = turns
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
      said,
      earlier: turns
        .slice(0, Math.max(at, 0))
        .filter((turn) => turn.role === "user")
        .map((turn) => turn.content),
      introduced: said.includes(disclosure),
    },
  };
}

/** The first line not used yet; when all were, the one used longest ago. */
export function nextOf(lines: Lines, memory: Memory): string {
  return lines.find((line) => !memory.said.includes(line)) ?? usedLongestAgo(lines, memory);
}

/**
 * One of the lines, by the conversation's number, and one that was not used yet as long as there is one. When all were
 * used, the one used longest ago.
 */
export function pick(lines: Lines, memory: Memory): string {
  const fresh = lines.filter((line) => !memory.said.includes(line));
  if (fresh.length > 0) return fresh[memory.seed % fresh.length] ?? lines[0];
  return usedLongestAgo(lines, memory);
}

function usedLongestAgo(lines: Lines, { said }: Memory): string {
  return lines.reduce((oldest, line) => (said.lastIndexOf(line) < said.lastIndexOf(oldest) ? line : oldest));
}
