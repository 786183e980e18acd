import type { Turn } from "../port.ts";
import { isSpoken, splitHistory, windowCharacters } from "../window.ts";

/**
 * The turns for a model: those that `splitHistory` shows, in the form that providers accept. A conversation must start
 * and end with the user, so assistant turns before the first user turn (see `openingOf`), turns after the newest user
 * turn, and empty turns are omitted. If the newest user turn alone exceeds the window, its middle is replaced by a note
 * in square brackets with the number of characters. Empty when no user turn has text.
 */
export function windowOf(history: readonly Turn[], max = windowCharacters): Turn[] {
  const spoken = splitHistory(history, max).shown.filter(isSpoken);
  const first = spoken.findIndex(isUsers);
  const newest = spoken.findLastIndex(isUsers);
  return spoken.slice(Math.max(first, 0), newest + 1).map(({ role, content }, at, kept) => ({
    role,
    content: at === kept.length - 1 ? shortened(content, max) : content,
  }));
}

/** The assistant's opening turns, usually a greeting, which `windowOf` omits. */
export function openingOf(history: readonly Turn[], max = windowCharacters): string[] {
  const spoken = splitHistory(history, max).shown.filter(isSpoken);
  return spoken.slice(0, Math.max(spoken.findIndex(isUsers), 0)).map(({ content }) => content);
}

function isUsers({ role }: Turn): boolean {
  return role === "user";
}

function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const half = Math.floor(max / 2);
  return `${text.slice(0, half)}\n[… ${text.length - 2 * half} characters left out …]\n${text.slice(-half)}`;
}
