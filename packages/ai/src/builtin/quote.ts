import { knowledgeIndexes } from "../knowledge/cache.ts";
import type { Found } from "../knowledge/search.ts";
import type { Citation, Passage } from "../port.ts";
import { type Clause, sentencesOf } from "./clause.ts";
import { type Lines, type Memory, pick } from "./memory.ts";
import { cut, plainQuote, plainWords } from "./plain.ts";

export type Quoted = { text: string; citations: Citation[] };

/**
 * How much of the message has to be in a piece of knowledge before it is quoted (see `Found.coverage`). A statement
 * that shares a word with the knowledge is no question yet, so it has to match closely. Set on the corpus of the tests.
 */
type Bar = { coverage: number; orTwoWords: number };
const forQuestion: Bar = { coverage: 0.4, orTwoWords: 0.32 };
const forStatement: Bar = { coverage: 0.62, orTwoWords: 1 };
const forMore: Bar = { coverage: 0.25, orTwoWords: 0.25 };

const askingForMore =
  /^(?:(?:please |can you |could you )?tell me more|more|more details?|go on|continue|what else|anything else|and|else|show me more)\b(?! about).{0,20}$/i;

/** The passage that answers the newest message, quoted; null when none is relevant enough. */
export function quoteFrom(
  knowledge: readonly Passage[],
  sentences: readonly Clause[],
  memory: Memory,
): Quoted | null {
  if (knowledge.length === 0 || sentences.length === 0) return null;
  const whole = wholeOf(sentences);
  if (askingForMore.test(whole)) return more(knowledge, memory);

  const questions = sentences.filter(({ question }) => question).map(({ words }) => words);
  const asked = questions.length > 0;
  const queries = asked ? [...questions, whole] : [whole];
  const found = queries
    .map((query) => relevant(knowledge, query, asked ? forQuestion : forStatement))
    .reduce((best, next) => ((next[0]?.coverage ?? 0) > (best[0]?.coverage ?? 0) ? next : best));
  const [first] = found;
  if (first === undefined) return null;
  const close = found.filter(({ score }) => score >= first.score / 2);
  const fresh = close.filter(({ piece }) => !wasQuoted(piece.text, memory));
  return quoted(fresh, memory) ?? alreadyQuoted(first, memory);
}

/** The next piece for what was asked last. */
function more(knowledge: readonly Passage[], memory: Memory): Quoted | null {
  const before = memory.earlier.findLast((message) => !askingForMore.test(plainWords(message)));
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

function relevant(knowledge: readonly Passage[], query: string, bar: Bar): Found[] {
  return knowledgeIndexes
    .get(knowledge)
    .find(query)
    .filter(
      ({ coverage, matched }) => coverage >= bar.coverage || (matched >= 2 && coverage >= bar.orTwoWords),
    );
}

/** The first of the found, quoted, with a hint to the next from another text. Null when there is none. */
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
  if (!memory.said.includes(question)) parts.push(question);
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
  return memory.said.includes(plainQuote(text).replace(/^/gm, "> "));
}

function titleOf({ piece }: Found): string {
  return cut(plainWords(piece.title), 100) || "an untitled text";
}
