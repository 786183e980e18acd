import { stopWords } from "./stop-words.ts";

const word = /[\p{L}\p{N}\p{M}]+(?:['’]\p{L}+)*/gu;
/** Scripts without spaces between words. Their texts are split by Intl.Segmenter. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const segmenter = new Intl.Segmenter("und", { granularity: "word" });

/** The words of a text in lower case, without accents, with straight apostrophes. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replaceAll("’", "'")
    .toLowerCase();
  if (!unspaced.test(plain)) return plain.match(word) ?? [];
  return [...segmenter.segment(plain)].filter((part) => part.isWordLike).map((part) => part.segment);
}

/** Longer character sequences are not words, and the cost of a fuzzy search grows with the square of the length. */
const longestWord = 60;

/** The stems of the words that are not stop words: the terms by which passages and questions are matched. */
export function termsOf(text: string): string[] {
  return wordsOf(text)
    .filter((w) => !stopWords.has(w))
    .map((w) => stem(w.slice(0, longestWord)));
}

/**
 * A light English stemmer: plurals, -ing, -ed, -ation, -ment, a final e, a doubled final consonant. A stem need not be a
 * word, since questions and passages are stemmed alike.
 */
export function stem(word: string): string {
  const w = word.replace(/'s$|'$/, "");
  if (w.length < 4 || !/^[a-z]+$/.test(w)) return w;
  return undouble(withoutEnding(withoutPlural(w)).replace(/(?<=...)e$/, ""));
}

function withoutPlural(w: string): string {
  if (w.endsWith("ies") && w.length > 4) return `${w.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|z)es$/.test(w)) return w.slice(0, -2);
  return /[^su]s$/.test(w) && !w.endsWith("is") ? w.slice(0, -1) : w;
}

function withoutEnding(w: string): string {
  for (const [ending, least] of [
    ["ation", 4],
    ["ment", 3],
    ["ing", 3],
    ["ed", 3],
  ] as const) {
    const rest = w.slice(0, -ending.length);
    if (w.endsWith(ending) && rest.length >= least && /[aeiouy]/.test(rest)) return rest;
  }
  return w;
}

function undouble(w: string): string {
  return /([b-df-hj-np-tv-z])\1$/.test(w) ? w.slice(0, -1) : w;
}
