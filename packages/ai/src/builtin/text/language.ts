import { type CommonLanguage, wordSets } from "../../knowledge/stop-words.ts";
import { wordsOf } from "../../knowledge/terms.ts";

/** A language that can be distinguished from English; "other" is a script without an entry. */
export type Language =
  | Exclude<CommonLanguage, "en">
  | "ar"
  | "el"
  | "he"
  | "hi"
  | "ja"
  | "ko"
  | "ru"
  | "th"
  | "uk"
  | "zh"
  | "other";

/** The order matters: Japanese uses Chinese characters too, and Ukrainian most of the Russian letters. */
const scripts: readonly [Language, RegExp][] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["zh", /\p{Script=Han}/u],
  ["ko", /\p{Script=Hangul}/u],
  ["uk", /[іїєґ]/iu],
  ["ru", /\p{Script=Cyrillic}/u],
  ["ar", /\p{Script=Arabic}/u],
  ["he", /\p{Script=Hebrew}/u],
  ["el", /\p{Script=Greek}/u],
  ["hi", /\p{Script=Devanagari}/u],
  ["th", /\p{Script=Thai}/u],
];

/** The language of a text that is clearly not English, otherwise null. Short or mixed texts count as English. */
export function foreignLanguage(text: string): Language | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return null;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (latin >= letters / 2) return latinLanguage(text);
  return scripts.find(([, script]) => script.test(text))?.[0] ?? "other";
}

/** Counts stop words of each language. Another language than English needs at least two, and the most. */
function latinLanguage(text: string): Language | null {
  const words = wordsOf(text).slice(0, 200);
  const votes = (common: ReadonlySet<string>) => words.filter((word) => common.has(word)).length;
  let best: CommonLanguage = "en";
  let most = 0;
  let english = 0;
  for (const [language, common] of wordSets) {
    const count = votes(common);
    if (language === "en") english = count;
    if (count > most) [best, most] = [language, count];
  }
  return best !== "en" && most >= 2 && most > english ? best : null;
}
