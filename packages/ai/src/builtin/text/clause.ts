import { afterGreeting } from "./greeting.ts";
import { cut, plainWords, withoutCode } from "./plain.ts";
import { tidy } from "./tidy.ts";

/** The part of a message that an answer refers to. `words`: plain words without final punctuation. */
export type Clause = { words: string; question: boolean };

const maxWords = 18;
const firstPerson = /\b(?:I|I'm|I've|I'd|I'll|me|my|we|we're|our)\b/i;
const questionStart =
  /^(?:and |but |so |well,? |ok,? )?(?:who|what|what's|whats|when|where|where's|why|how|how's|which|whose|is|are|am|was|were|do|does|did|can|could|will|would|should|shall|may|have|has)\b(?! (?:I|we) (?:was|were|am|get|got|go|come|came|wake|woke|see|hear|think)\b)/i;

const indirectQuestion =
  /\b(?:wonder(?:ing)?|like to know|want to know|need to know|tell me|ask) (?:if|whether|how|what|when|where|who|why|which|about)\b/i;

/** The sentences of a message in plain words, without a leading greeting. */
export function sentencesOf(message: string): Clause[] {
  return tidy(withoutCode(message))
    .split(/(?<=[.!?…])\s+|\n+/)
    .map((sentence) => ({ raw: sentence.trim(), words: plainWords(sentence) }))
    .filter(({ words }) => /[\p{L}\p{N}]/u.test(words))
    .map(({ raw, words }) => {
      const bare = words.replace(/[\s.,?!…:-]+$/, "").replace(/^[\s.,?!…:-]+/, "");
      const plain = afterGreeting(bare) || bare;
      return {
        words: plain,
        question: raw.includes("?") || questionStart.test(plain) || indirectQuestion.test(plain),
      };
    });
}

/**
 * The most relevant sentence, short enough to quote: a question at the end of the message, otherwise a statement in the
 * first person, preferably a late one.
 */
export function salientClause(sentences: readonly Clause[]): Clause | null {
  const last = sentences.at(-1);
  if (last === undefined) return null;
  if (last.question) return { words: short(last.words), question: true };
  let best = last;
  let most = Number.NEGATIVE_INFINITY;
  for (const [at, sentence] of sentences.entries()) {
    const score = weight(sentence.words) + at / sentences.length;
    if (score > most) [best, most] = [sentence, score];
  }
  return { words: short(strongestPart(best.words)), question: best.question };
}

function weight(words: string): number {
  const count = words.split(" ").length;
  return (firstPerson.test(words) ? 3 : 0) + (count >= 4 ? 2 : 0) - (count > maxWords ? 1 : 0);
}

/** The most relevant part of a long sentence: what follows a "but", then a part in the first person. */
function strongestPart(sentence: string): string {
  const parts = sentence.split(/,? but |; /).filter((part) => part.split(" ").length >= 3);
  const turn = parts.at(-1) ?? sentence;
  if (turn.split(" ").length <= maxWords) return turn;
  const smaller = turn
    .split(/, (?:and |so |then |which )?| (?:and then|and I|so I) /)
    .filter((part) => part.split(" ").length >= 3);
  return smaller.find((part) => firstPerson.test(part)) ?? smaller[0] ?? turn;
}

function short(words: string): string {
  const list = words.split(" ");
  const few =
    list.length > maxWords
      ? `${list
          .slice(0, maxWords)
          .join(" ")
          .replace(/[,:]+$/, "")}…`
      : words;
  return cut(few, 140);
}
