import { asksFact, hasEvidence, isContent, namesNothing, strongest, type Weighted } from "./concepts.ts";
import { type PieceTerms, termsOfPiece } from "./piece-terms.ts";
import type { Piece } from "./pieces.ts";
import { around } from "./sentences.ts";
import { stem, termsOf, wordsOf } from "./terms.ts";

/** The part of a piece that answers a question best. */
export type Excerpt = {
  piece: Piece;
  /** The sentences to quote, on one line unless they are of a list. */
  text: string;
  /** The share of the question that the sentence answers in its context, from 0 to 1. */
  coverage: number;
  /** Orders excerpts of one question. */
  score: number;
};

/** The best pieces, whose sentences are compared. */
const piecesRead = 24;
/** What a word counts that is not in the sentence: in the heading or title above, or beside it. */
const context = { heading: 0.75, title: 0.6, beside: 0.5 };
/** A fact must be in the sentence itself: one beside it counts for little. */
const factBeside = 0.15;
/** What coverage counts when the fact that is asked for is missing. */
const withoutFact = 0.7;
/** The strength from which on a sentence itself says a concept. */
const clear = 0.7;
/** The share of common words at which a question and a title are the same question. */
const nearlySame = 0.8;
/** What decides between sentences of similar coverage. */
const order = {
  sameQuestion: 2,
  inside: 0.2,
  earlier: 0.25,
  topic: 0.1,
  evidence: 0.05,
  piece: 0.03,
  withoutHeading: 0.02,
  first: 0.02,
  /** Of each sentence before it. */
  later: -0.004,
  /** Of two sentences: they must say more than the better of them by this. */
  pair: -0.1,
  character: -1 / 8000,
};

/** What a question asks for. */
type Asked = {
  question: string;
  concepts: readonly Weighted[];
  content: readonly Weighted[];
  /** The concepts of an earlier question: they only order. */
  before: readonly Weighted[];
};

/**
 * The sentences of the pieces that answer the concepts, best first.
 * @param before concepts of an earlier question: they only order.
 */
export function excerptsFrom(
  found: readonly { piece: Piece; score: number }[],
  question: string,
  concepts: readonly Weighted[],
  before: readonly Weighted[],
): Excerpt[] {
  const asked = { question, concepts, content: concepts.filter(isContent), before };
  const best = found.slice(0, piecesRead);
  const topScore = best[0]?.score ?? 1;
  return best
    .flatMap(({ piece, score }) => excerptsIn(termsOfPiece(piece), asked, score / topScore))
    .sort((a, b) => b.score - a.score);
}

function excerptsIn(piece: PieceTerms, asked: Asked, pieceScore: number): Excerpt[] {
  if (piece.piece.opens && sameQuestion(asked.question, titleOf(piece.piece))) return [opening(piece)];
  return piece.sentences.flatMap((sentence, at) => {
    const chosen = [[at], ...(sentence.goesOn && complement(piece, at, asked) ? [[at, at + 1]] : [])];
    return chosen.flatMap((indexes) => excerptOf(piece, indexes, asked, pieceScore) ?? []);
  });
}

/** The first two sentences under a title that asks the question: they answer it, whatever their words. */
function opening(piece: PieceTerms): Excerpt {
  const indexes = piece.sentences[0]?.goesOn ? [0, 1] : [0];
  return { piece: piece.piece, text: textAround(piece, indexes), coverage: 1, score: order.sameQuestion };
}

/** Whether a sentence and the next one each say something that is asked for and that the other does not say. */
function complement(piece: PieceTerms, at: number, { content }: Asked): boolean {
  const said = (index: number) =>
    content.filter((concept) => strongest(concept, piece.own[index] ?? []) >= clear);
  const [one, two] = [said(at), said(at + 1)];
  return one.some((concept) => !two.includes(concept)) && two.some((concept) => !one.includes(concept));
}

/** Null when the sentences say nothing of what is asked. */
function excerptOf(
  piece: PieceTerms,
  indexes: readonly number[],
  { concepts, content, before }: Asked,
  pieceScore: number,
): Excerpt | null {
  const own = new Set(indexes.flatMap((at) => [...(piece.own[at] ?? [])]));
  // The first sentence under a title or heading also answers a question for the title or heading itself.
  const above = indexes[0] === 0 ? [...piece.heading, ...piece.title] : [];
  if (!content.some((concept) => strongest(concept, [...own, ...above]) >= clear)) return null;

  const strength = (concept: Weighted) => Math.max(strongest(concept, own), strengthAround(concept, piece));
  const earlier = share(before, strength);
  let coverage = share(concepts, strength);
  // "How long?" names nothing: only the question before says what is meant.
  if (content.every(namesNothing)) coverage *= earlier;
  const facts = content.filter(asksFact);
  if (facts.some((concept) => strength(concept) < context.beside)) coverage *= withoutFact;

  const text = textAround(piece, indexes);
  const at = indexes[0] ?? 0;
  const score =
    coverage +
    order.inside * share(concepts, (concept) => strongest(concept, own)) +
    order.earlier * earlier +
    order.topic * share(concepts, (concept) => strongest(concept, [...piece.heading, ...piece.title])) +
    (facts.some((concept) => hasEvidence(concept, own)) ? order.evidence : 0) +
    order.piece * pieceScore +
    (piece.piece.heading === "" ? order.withoutHeading : 0) +
    (at === 0 ? order.first : order.later * at) +
    (indexes.length > 1 ? order.pair : 0) +
    order.character * text.length;
  return { piece: piece.piece, text, coverage, score };
}

/** The heading of a piece, or the title of its passage. */
function titleOf({ heading, title }: Piece): string {
  return heading === "" ? title : heading;
}

/** Whether a question is a title, asks it in nearly the same words, or has the same content words. */
function sameQuestion(question: string, title: string): boolean {
  const words = (text: string) => wordsOf(text).map(stem);
  const terms = new Set(termsOf(title));
  return (
    overlap(words(question), words(title)) >= nearlySame ||
    (terms.size > 1 && overlap(termsOf(question), [...terms]) === 1)
  );
}

/** The share of the terms of two texts that is in both. */
function overlap(one: readonly string[], two: readonly string[]): number {
  const [first, second] = [new Set(one), new Set(two)];
  const common = [...first].filter((term) => second.has(term)).length;
  return common / Math.max(first.size + second.size - common, 1);
}

/** The strength of a concept in what stands around a sentence. */
function strengthAround(concept: Weighted, { heading, title, words, all }: PieceTerms): number {
  return Math.max(
    context.heading * strongest(concept, heading),
    context.title * strongest(concept, title),
    context.beside * strongest(concept, words),
    factBeside * strongest(concept, all),
  );
}

/** The weighted mean of the strengths of concepts; 0 without any. */
function share(concepts: readonly Weighted[], strength: (concept: Weighted) => number): number {
  let all = 0;
  let found = 0;
  for (const concept of concepts) {
    all += concept.weight;
    found += concept.weight * strength(concept);
  }
  return all === 0 ? 0 : found / all;
}

/** The text of the sentences at these indexes, with those that belong to them. */
function textAround({ sentences }: PieceTerms, indexes: readonly number[]): string {
  const quoted = new Set(indexes.flatMap((at) => around(sentences, at)));
  const chosen = sentences.filter((_, at) => quoted.has(at));
  return chosen.map(({ text }) => text).join(chosen.some(({ item }) => item) ? "\n" : " ");
}
