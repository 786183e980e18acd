import type { Turn } from "../port.ts";

/** About 12,000 tokens of conversation; every model now sold reads more. */
export const windowCharacters = 48_000;

/**
 * The part of a conversation that a model is shown. From the newest turn backwards, whole turns are kept while they fit
 * in `most` characters; older ones are dropped. The newest user turn is always kept: when it alone is too long its
 * middle is left out, and a note in square brackets says how much. Empty turns, assistant turns before the first user turn, and
 * whatever stands after the newest user turn are dropped, because providers want a conversation to start and end with
 * the user. Empty when no user turn holds any text.
 */
export function windowOf(history: readonly Turn[], most = windowCharacters): Turn[] {
  const spoken = history.filter((turn) => turn.content.trim() !== "");
  const newest = spoken.findLastIndex((turn) => turn.role === "user");
  const last = spoken[newest];
  if (last === undefined) return [];

  const kept: Turn[] = [{ role: "user", content: shortened(last.content, most) }];
  let room = most - last.content.length;
  for (const turn of spoken.slice(0, newest).reverse()) {
    room -= turn.content.length;
    if (room < 0) break;
    kept.unshift({ role: turn.role, content: turn.content });
  }
  return kept.slice(kept.findIndex((turn) => turn.role === "user"));
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  return `${text.slice(0, half)}\n[… ${text.length - 2 * half} characters left out …]\n${text.slice(-half)}`;
}
