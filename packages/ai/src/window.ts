import type { Turn } from "./port.ts";

/** About 12,000 tokens of conversation; every model now sold reads more. */
export const windowCharacters = 48_000;

/**
 * Parts a conversation where a model's window begins; `older` and `shown` together are the whole of it. From the newest
 * user turn backwards, whole turns are shown while they fit in `most` characters; that turn itself always is. When
 * something is older, `shown` begins with a user turn, because providers want conversations to: what is not shown is
 * in `older`, where a summary can be made of it.
 */
export function splitHistory(
  history: readonly Turn[],
  most = windowCharacters,
): { older: Turn[]; shown: Turn[] } {
  const newest = history.findLastIndex(({ role, content }) => role === "user" && content.trim() !== "");
  let start = newest === -1 ? history.length : newest;
  let room = most - (history[newest]?.content.length ?? 0);
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

/** Whether a turn holds any text. */
export function isSpoken(turn: Turn): boolean {
  return turn.content.trim() !== "";
}
