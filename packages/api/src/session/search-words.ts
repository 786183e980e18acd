/*
 * What a person typed, as words to look for, and where these stand in a text. The server's search and the pages that show its
 * hits read it alike.
 */

const BESIDE_WORDS = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const IN_WORD = "[\\p{L}\\p{N}\\p{M}]";

/** The words of a search, each once, without the signs around them. Empty when it holds none. */
export function searchWords(q: string): string[] {
  const words = q.split(/\s+/u).map((word) => word.replace(BESIDE_WORDS, ""));
  return [...new Set(words.filter((word) => word !== ""))];
}

export type Hit = { start: number; end: number };

/** Where the words stand in a text, in order, without regard to case; the last one also as the beginning of a word. */
export function hitsIn(text: string, words: readonly string[]): Hit[] {
  const last = words.at(-1);
  if (last === undefined) return [];
  const literal = (word: string) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const whole = words.map((word) => `${literal(word)}(?!${IN_WORD})`);
  const pattern = new RegExp(
    `(?<!${IN_WORD})(?:${[...whole, `${literal(last)}${IN_WORD}*`].join("|")})`,
    "giu",
  );
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}
