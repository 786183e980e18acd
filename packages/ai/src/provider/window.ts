import type { Turn } from "../port.ts";
import { isSpoken, splitHistory, windowCharacters } from "../window.ts";

/**
 * What a model is sent of a conversation: the turns that `splitHistory` shows, as providers take them. They want a
 * conversation to start and end with the user, so assistant turns before the first user turn (see `openingOf`) and
 * whatever stands after the newest user turn are left out, and so are empty turns. A newest user turn that alone is too long loses its middle,
 * and a note in square brackets says how much. Empty when no user turn holds any text.
 */
export function windowOf(history: readonly Turn[], most = windowCharacters): Turn[] {
  const spoken = splitHistory(history, most).shown.filter(isSpoken);
  const first = spoken.findIndex(isUsers);
  const newest = spoken.findLastIndex(isUsers);
  return spoken.slice(Math.max(first, 0), newest + 1).map(({ role, content }, at, kept) => ({
    role,
    content: at === kept.length - 1 ? shortened(content, most) : content,
  }));
}

/** The assistant's words that began the conversation, a greeting mostly: `windowOf` has no place for them. */
export function openingOf(history: readonly Turn[], most = windowCharacters): string[] {
  const spoken = splitHistory(history, most).shown.filter(isSpoken);
  return spoken.slice(0, Math.max(spoken.findIndex(isUsers), 0)).map(({ content }) => content);
}

function isUsers({ role }: Turn): boolean {
  return role === "user";
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  return `${text.slice(0, half)}\n[… ${text.length - 2 * half} characters left out …]\n${text.slice(-half)}`;
}
