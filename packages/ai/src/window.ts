import type { Turn } from "./port.ts";

/** About 12,000 tokens of conversation; every model now sold reads more. */
export const windowCharacters = 48_000;

/**
 * Splits a conversation at the start of a model's window: `older` followed by `shown` is the whole. The newest user turn
 * is always shown, and the turns before it as long as they fit whole into `max` characters. If there are older turns,
 * `shown` starts with a user turn, as providers require; the turns skipped for that are in `older`, for a summary.
 */
export function splitHistory(
  history: readonly Turn[],
  max = windowCharacters,
): { older: Turn[]; shown: Turn[] } {
  const newest = history.findLastIndex(({ role, content }) => role === "user" && content.trim() !== "");
  let start = newest === -1 ? history.length : newest;
  let room = max - (history[newest]?.content.length ?? 0);
  for (; start > 0; start--) {
    room -= history[start - 1]?.content.length ?? 0;
    if (room < 0) break;
  }
  if (start > 0) {
    const user = history.findIndex((turn, at) => at >= start && isSpoken(turn) && turn.role === "user");
    if (user !== -1) start = user;
  }
  return { older: history.slice(0, start), shown: history.slice(start) };
}

/** Whether a turn has text. */
export function isSpoken(turn: Turn): boolean {
  return turn.content.trim() !== "";
}
