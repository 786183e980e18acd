import { stemmer } from "stemmer";
import { evidenceIn } from "./evidence.ts";
import { phrasesIn } from "./phrases.ts";
import { stopWords } from "./stop-words.ts";

const wordPattern = /[\p{L}\p{N}\p{M}]+(?:['’]\p{L}+)*/gu;
/** Scripts without spaces between words. Their texts are split by Intl.Segmenter. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const segmenter = new Intl.Segmenter("und", { granularity: "word" });

/** The words of a text in lower case, without accents, with straight apostrophes. */
export function wordsOf(text: string): string[] {
  const plain = plainLower(text);
  if (!unspaced.test(plain)) return plain.match(wordPattern) ?? [];
  return [...segmenter.segment(plain)].filter((part) => part.isWordLike).map((part) => part.segment);
}

/** The text in lower case, without accents, with straight apostrophes. */
export function plainLower(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replaceAll("’", "'")
    .toLowerCase();
}

/** Longer character sequences are not words, and the cost of comparing spellings grows with the square of the length. */
const longestWord = 60;

/** The stems of the words that are not stop words. */
export function termsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !stopWords.has(word))
    .map((word) => stem(word.slice(0, longestWord)));
}

/** All by which a text of knowledge is found: its terms, the meanings of its phrases, and its evidence. */
export function indexTermsOf(text: string): string[] {
  return [...termsOf(text), ...phrasesIn(plainLower(text)).map(stem), ...evidenceIn(text)];
}

/**
 * The stem of a word by Porter's algorithm for English. A stem need not be a word, since questions and texts are stemmed
 * alike. Numbers and words of other scripts stay as they are.
 */
export function stem(word: string): string {
  const bare = word.replace(/'s$|'$/, "");
  return /^[a-z]+$/.test(bare) ? stemmer(bare) : bare;
}
