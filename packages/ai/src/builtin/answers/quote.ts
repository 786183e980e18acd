import { knowledgeIndexes } from "../../knowledge/cache.ts";
import type { Found } from "../../knowledge/search.ts";
import type { Citation, Passage } from "../../port.ts";
import { type Lines, type Memory, pick } from "../memory.ts";
import { type Clause, sentencesOf } from "../text/clause.ts";
import { cut, plainQuote, plainWords } from "../text/plain.ts";

export type Quoted = { text: string; citations: Citation[] };

/**
 * The coverage of the query at which a piece of knowledge is quoted (see `Found.coverage`). Statements need more than
 * questions, because sharing a word with the knowledge does not make them one. Tuned on the corpus of the tests.
 */
type Threshold = { coverage: number; orTwoWords: number };
const forQuestion: Threshold = { coverage: 0.4, orTwoWords: 0.32 };
const forStatement: Threshold = { coverage: 0.62, orTwoWords: 1 };
const forMore: Threshold = { coverage: 0.25, orTwoWords: 0.25 };

const requestForMore =
  /^(?:(?:please |can you |could you )?tell me more|more|more details?|go on|continue|what else|anything else|and|else|show me more)\b(?! about).{0,20}$/i;

/** The passage that answers the newest message, quoted; null when none is relevant enough. */
export function quoteFrom(
  knowledge: readonly Passage[],
  sentences: readonly Clause[],
  memory: Memory,
): Quoted | null {
  if (knowledge.length === 0 || sentences.length === 0) return null;
  const whole = wholeOf(sentences);
  if (requestForMore.test(whole)) return more(knowledge, memory);

  const questions = sentences.filter(({ question }) => question).map(({ words }) => words);
  const hasQuestion = questions.length > 0;
  const queries = hasQuestion ? [...questions, whole] : [whole];
  const found = queries
    .map((query) => relevant(knowledge, query, hasQuestion ? forQuestion : forStatement))
    .reduce((best, next) => ((next[0]?.coverage ?? 0) > (best[0]?.coverage ?? 0) ? next : best));
  const [first] = found;
  if (first === undefined) return null;
  const close = found.filter(({ score }) => score >= first.score / 2);
  const fresh = close.filter(({ piece }) => !wasQuoted(piece.text, memory));
  return quoted(fresh, memory) ?? alreadyQuoted(first, memory);
}

/** The next piece for the last question. */
function more(knowledge: readonly Passage[], memory: Memory): Quoted | null {
  const before = memory.earlier.findLast((message) => !requestForMore.test(plainWords(message)));
  if (before === undefined) return null;
  const found = relevant(knowledge, wholeOf(sentencesOf(before)), forMore);
  if (found[0] === undefined) return null;
  const fresh = found.filter(({ piece }) => !wasQuoted(piece.text, memory));
  return quoted(fresh, memory) ?? alreadyQuoted(found[0], memory);
}

function alreadyQuoted(found: Found, memory: Memory): Quoted {
  const title = titleOf(found);
  const text = pick(
    [
      `The closest I have to that is what I quoted from “${title}”. What is missing in it?`,
      `I have quoted what “${title}” says on it, and found nothing further. What else could I search for?`,
      `There is no more on it than the words from “${title}” above. How would you ask for the rest in other words?`,
    ],
    memory,
  );
  return { text, citations: [] };
}

function wholeOf(sentences: readonly Clause[]): string {
  return sentences.map(({ words }) => words).join(". ");
}

function relevant(knowledge: readonly Passage[], query: string, threshold: Threshold): Found[] {
  return knowledgeIndexes
    .get(knowledge)
    .find(query)
    .filter(
      ({ coverage, matched }) =>
        coverage >= threshold.coverage || (matched >= 2 && coverage >= threshold.orTwoWords),
    );
}

/** Quotes the best piece, and mentions the next one from another passage. Null when nothing was found. */
function quoted(found: readonly Found[], memory: Memory): Quoted | null {
  const [best] = found;
  if (best === undefined) return null;
  const { piece, score, coverage } = best;
  const quote = plainQuote(piece.text);
  const parts = [
    `${sourceOf(best)}${coverage < 0.6 ? ", the closest I found" : ""}:`,
    quote.replace(/^/gm, "> "),
  ];
  const other = found.find((next) => next.piece.passageId !== piece.passageId && next.score >= score * 0.6);
  if (other !== undefined) parts.push(`“${titleOf(other)}” may have something on it too.`);
  const question = pick(closing, memory);
  if (!memory.previousAnswers.includes(question)) parts.push(question);
  return { text: parts.join("\n\n"), citations: [{ passageId: piece.passageId, title: piece.title, quote }] };
}

function sourceOf(found: Found): string {
  const title = titleOf(found);
  const heading = cut(plainWords(found.piece.heading), 80);
  return heading === "" || heading === title ? `From “${title}”` : `From “${title}”, under “${heading}”`;
}

const closing: Lines = [
  "What else would you like to know about it?",
  "What does that leave open?",
  "Which part of it do you need more on?",
  "What would you like to ask next?",
];

function wasQuoted(text: string, memory: Memory): boolean {
  return memory.previousAnswers.includes(plainQuote(text).replace(/^/gm, "> "));
}

function titleOf({ piece }: Found): string {
  return cut(plainWords(piece.title), 100) || "an untitled text";
}
