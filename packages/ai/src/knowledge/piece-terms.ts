import type { Piece } from "./pieces.ts";
import { type Sentence, sentencesIn } from "./sentences.ts";
import { indexTermsOf } from "./terms.ts";

/** The sentences of a piece, and the terms of its parts. */
export type PieceTerms = {
  piece: Piece;
  sentences: readonly Sentence[];
  /** The terms of each sentence. */
  own: readonly ReadonlySet<string>[];
  /** The words of the heading, the title and the text, and all terms of the text. */
  heading: readonly string[];
  title: readonly string[];
  words: readonly string[];
  all: ReadonlySet<string>;
};

/** Pieces whose sentences were compared, as long as their index is cached. */
const known = new WeakMap<Piece, PieceTerms>();

export function termsOfPiece(piece: Piece): PieceTerms {
  const before = known.get(piece);
  if (before !== undefined) return before;
  const sentences = sentencesIn(piece.text);
  const own = sentences.map(({ text }) => new Set(indexTermsOf(text)));
  const all = new Set(own.flatMap((terms) => [...terms]));
  const terms = {
    piece,
    sentences,
    own,
    heading: wordsIn(indexTermsOf(piece.heading)),
    title: wordsIn(indexTermsOf(piece.title)),
    words: wordsIn(all),
    all,
  };
  known.set(piece, terms);
  return terms;
}

/** The terms without the marks of evidence. */
export function wordsIn(terms: Iterable<string>): string[] {
  return [...terms].filter((term) => !term.startsWith("#"));
}
