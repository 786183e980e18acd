import { asksFact, isContent, strongest, type Weighted } from "./concepts.ts";
import type { Piece } from "./pieces.ts";
import { around, type Sentence, sentencesIn } from "./sentences.ts";
import { indexTermsOf } from "./terms.ts";

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
/** Two sentences are quoted if they say more than the better of them by this. */
const pairPenalty = 0.1;
/** The strength from which on a sentence itself says a concept. */
const clear = 0.7;

/**
 * The sentences of the pieces that answer the concepts, best first.
 * @param before concepts of an earlier question: they only order.
 */
export function excerptsFrom(
  found: readonly { piece: Piece; score: number }[],
  concepts: readonly Weighted[],
  before: readonly Weighted[],
): Excerpt[] {
  const best = found.slice(0, piecesRead);
  const topScore = best[0]?.score ?? 1;
  return best
    .flatMap(({ piece, score }) => excerptsIn(piece, concepts, before, score / topScore))
    .sort((a, b) => b.score - a.score);
}

function excerptsIn(
  piece: Piece,
  concepts: readonly Weighted[],
  before: readonly Weighted[],
  pieceScore: number,
): Excerpt[] {
  const sentences = sentencesIn(piece.text);
  const terms = sentences.map(({ text }) => new Set(indexTermsOf(text)));
  const heading = wordsIn(indexTermsOf(piece.heading));
  const title = wordsIn(indexTermsOf(piece.title));
  const whole = new Set(terms.flatMap((of) => [...of]));
  const wholeWords = wordsIn(whole);
  const content = concepts.filter(isContent);
  const asksFactOnly = content.every(({ forms }) => wordsIn(forms.keys()).length === 0);
  const inContext = (concept: Weighted) =>
    Math.max(
      context.heading * strongest(concept, heading),
      context.title * strongest(concept, title),
      context.beside * strongest(concept, wholeWords),
      factBeside * strongest(concept, whole),
    );
  const topical = share(concepts, (concept) => strongest(concept, [...heading, ...title]));

  const excerptOf = (chosen: readonly number[], penalty: number): Excerpt[] => {
    const own = new Set(chosen.flatMap((at) => [...(terms[at] ?? [])]));
    if (!content.some((concept) => strongest(concept, own) >= clear)) return [];
    const strength = (concept: Weighted) => Math.max(strongest(concept, own), inContext(concept));
    const answered = share(concepts, strength);
    const earlier = share(before, strength);
    // "How long?" names nothing: only the question before says what is meant.
    const sure = asksFactOnly ? answered * earlier : answered;
    const facts = content.filter(asksFact);
    const lacksFact = facts.some((concept) => strength(concept) < context.beside);
    const hasFact = facts.some(({ forms }) =>
      [...own].some((term) => term.startsWith("#") && forms.has(term)),
    );
    const coverage = lacksFact ? sure * withoutFact : sure;
    const inside = share(concepts, (concept) => strongest(concept, own));
    const quoted = [...new Set(chosen.flatMap((at) => around(sentences, at)))].sort((a, b) => a - b);
    const text = joined(sentences, quoted);
    const first = (piece.heading === "" ? 0.02 : 0) + (chosen[0] === 0 ? 0.02 : 0);
    return [
      {
        piece,
        text,
        coverage,
        score:
          coverage +
          0.2 * inside +
          (hasFact ? 0.05 : 0) +
          0.15 * earlier +
          0.1 * topical +
          0.03 * pieceScore +
          first -
          penalty -
          text.length / 8000 -
          0.004 * (chosen[0] ?? 0),
      },
    ];
  };
  const clearIn = (at: number) =>
    content.filter((concept) => strongest(concept, terms[at] ?? new Set()) >= clear);
  /** Whether each of two neighbours says something that is asked for and that the other does not say. */
  const complete = (at: number) => {
    const [one, two] = [clearIn(at), clearIn(at + 1)];
    return one.some((concept) => !two.includes(concept)) && two.some((concept) => !one.includes(concept));
  };
  return sentences.flatMap((sentence, at) => [
    ...excerptOf([at], 0),
    ...(sentence.goesOn && complete(at) ? excerptOf([at, at + 1], pairPenalty) : []),
  ]);
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

function wordsIn(terms: Iterable<string>): string[] {
  return [...terms].filter((term) => !term.startsWith("#"));
}

function joined(sentences: readonly Sentence[], indexes: readonly number[]): string {
  const chosen = indexes.flatMap((at) => sentences[at] ?? []);
  const isList = chosen.some(({ item }) => item);
  return chosen.map(({ text }) => text).join(isList ? "\n" : " ");
}
