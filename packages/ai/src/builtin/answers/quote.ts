import { asksSomething } from "../../asks.ts";
import { knowledgeIndexes } from "../../knowledge/cache.ts";
import type { Excerpt } from "../../knowledge/excerpts.ts";
import type { Piece } from "../../knowledge/pieces.ts";
import { sentencesIn } from "../../knowledge/sentences.ts";
import type { Citation, Passage } from "../../port.ts";
import { type Memory, pick } from "../memory.ts";
import { type Clause, sentencesOf } from "../text/clause.ts";
import { foreignLanguage } from "../text/language.ts";
import { cut, plainQuote, plainWords } from "../text/plain.ts";

export type Quoted = { text: string; citations: Citation[] };

/**
 * The coverage of the message at which a sentence is quoted (see `Excerpt.coverage`). Statements need more than
 * questions, because sharing a word with the knowledge does not make them one. Tuned on the help pages of the tests.
 */
const forQuestion = 0.5;
const forStatement = 0.62;
const forMore = 0.25;
/** Below this coverage the quotation is called the closest one. */
const certain = 0.6;

const requestForMore =
  /^(?:(?:please |can you |could you )?tell me more|more|more details?|go on|continue|what else|anything else|and|else|show me more)\b(?! about).{0,20}$/i;

/** What precedes the name of a subject. */
const askingAbout =
  /^(?:what (?:do you|should i) know about|what can you tell me about|what about|(?:please |can you )?tell me (?:more |something )?about|how about) /i;

/** The sentences of the knowledge that answer the newest message, quoted; null when none are relevant enough. */
export function quoteFrom(
  knowledge: readonly Passage[],
  sentences: readonly Clause[],
  memory: Memory,
): Quoted | null {
  if (knowledge.length === 0 || sentences.length === 0) return null;
  const whole = wholeOf(sentences);
  if (requestForMore.test(whole)) return more(knowledge, memory);

  const questions = sentences.filter(({ question }) => question).map(({ words }) => words);
  const least = questions.length > 0 || asksSomething(whole) ? forQuestion : forStatement;
  const before = memory.earlier.findLast((message) => !requestForMore.test(plainWords(message))) ?? "";
  const index = knowledgeIndexes.get(knowledge);
  const readable = sameLanguage(whole, knowledge);
  const found = [...new Set([...questions, whole])]
    .map((query) =>
      index
        .excerpts(query.replace(askingAbout, ""), query === whole ? before : `${before}. ${whole}`)
        .filter(({ coverage }) => coverage >= least),
    )
    .map((excerpts) => excerpts.filter(readable))
    .reduce((best, next) => ((next[0]?.coverage ?? 0) > (best[0]?.coverage ?? 0) ? next : best));
  const [first] = found;
  if (first === undefined) return null;
  const isRepeated = memory.earlier.some((message) => wholeOf(sentencesOf(message)) === whole);
  if (!isRepeated) return quoted(first, found);
  const fresh = found.find(({ text, score }) => score >= first.score * 0.8 && !wasQuoted(text, memory));
  return fresh === undefined ? alreadyQuoted(first.piece, memory) : quoted(fresh, found);
}

/** What the passages that answer the last question say besides what was quoted. */
function more(knowledge: readonly Passage[], memory: Memory): Quoted | null {
  const before = memory.earlier.findLast((message) => !requestForMore.test(plainWords(message)));
  if (before === undefined) return null;
  const found = knowledgeIndexes
    .get(knowledge)
    .find(wholeOf(sentencesOf(before)))
    .filter(({ coverage }) => coverage >= forMore);
  for (const { piece } of found) {
    const rest = sentencesIn(piece.text).filter(({ text }) => !wasQuoted(text, memory));
    const text = rest.map(({ text }) => text).join(rest.some(({ item }) => item) ? "\n" : " ");
    if (text !== "") return citing(piece, text, "");
  }
  return found[0] === undefined ? null : alreadyQuoted(found[0].piece, memory);
}

/** A question in another language than English is answered by texts in its language. */
function sameLanguage(question: string, knowledge: readonly Passage[]): (excerpt: Excerpt) => boolean {
  const language = foreignLanguage(question);
  if (language === null) return () => true;
  return ({ piece }) => {
    const passage = knowledge.find(({ id }) => id === piece.passageId);
    return foreignLanguage(passage?.text.slice(0, 2000) ?? "") === language;
  };
}

function alreadyQuoted(piece: Piece, memory: Memory): Quoted {
  const title = titleOf(piece);
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

/** Quotes an excerpt, and names another passage that answers as well. */
function quoted(best: Excerpt, found: readonly Excerpt[]): Quoted {
  const { piece, text, score, coverage } = best;
  const other = found.find((next) => next.piece.passageId !== piece.passageId && next.score >= score * 0.9);
  const { text: quotation, citations } = citing(
    piece,
    text,
    coverage < certain ? ", the closest I found" : "",
  );
  if (other === undefined) return { text: quotation, citations };
  return { text: `${quotation}\n\n“${titleOf(other.piece)}” may have something on it too.`, citations };
}

function citing(piece: Piece, text: string, remark: string): Quoted {
  const quote = plainQuote(text);
  return {
    text: `${sourceOf(piece)}${remark}:\n\n${quote.replace(/^/gm, "> ")}`,
    citations: [{ passageId: piece.passageId, title: piece.title, quote }],
  };
}

function sourceOf(piece: Piece): string {
  const title = titleOf(piece);
  const heading = cut(plainWords(piece.heading), 80);
  return heading === "" || heading === title ? `From “${title}”` : `From “${title}”, under “${heading}”`;
}

function wasQuoted(text: string, memory: Memory): boolean {
  return memory.previousAnswers.includes(plainQuote(text).replaceAll("\n", "\n> "));
}

function titleOf(piece: Piece): string {
  return cut(plainWords(piece.title), 100) || "an untitled text";
}
