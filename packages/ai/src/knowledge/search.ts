import MiniSearch from "minisearch";
import type { Passage } from "../port.ts";
import { type Piece, piecesOf } from "./pieces.ts";
import { termsOf } from "./terms.ts";

/** `coverage`: the share of the question's terms in the piece, from 0 to 1, weighted by their rarity. */
export type Found = { piece: Piece; score: number; coverage: number; matched: number };
export type KnowledgeIndex = {
  /** The pieces that share a term with the question, best first. */
  find(question: string): Found[];
};

/** Further terms cost time and do not improve the results. */
const maxTerms = 40;

/** A BM25 index over the pieces of the passages. */
export function indexPassages(passages: readonly Passage[]): KnowledgeIndex {
  const pieces = passages.flatMap(piecesOf);
  const mini = new MiniSearch<Piece & { id: number }>({
    fields: ["title", "heading", "text"],
    tokenize: termsOf,
    processTerm: (term) => term,
  });
  mini.addAll(pieces.map((piece, id) => ({ id, ...piece })));
  return { find: (question) => rank(question, mini, pieces) };
}

function rank(question: string, mini: MiniSearch, pieces: readonly Piece[]): Found[] {
  const terms = [...new Set(termsOf(question))].slice(0, maxTerms);
  const scores = new Map<number, { score: number; weight: number; matched: number }>();
  let allWeight = 0;
  for (const term of terms) {
    const hits = mini.search(term, {
      tokenize: (text) => [text],
      boost: { title: 1.6, heading: 1.3 },
      prefix: (text) => text.length >= 4,
      fuzzy: (text) => (text.length >= 6 ? 1 : false),
      weights: { prefix: 0.6, fuzzy: 0.4 },
    });
    const weight = rarity(hits.length, pieces.length);
    allWeight += weight;
    for (const hit of hits) {
      const sum = scores.get(hit.id) ?? { score: 0, weight: 0, matched: 0 };
      scores.set(hit.id, {
        score: sum.score + hit.score,
        weight: sum.weight + weight,
        matched: sum.matched + 1,
      });
    }
  }
  const found: Found[] = [];
  for (const [id, { score, weight, matched }] of scores) {
    const piece = pieces[id];
    const coverage = weight / allWeight;
    if (piece !== undefined) found.push({ piece, score: score * coverage, coverage, matched });
  }
  return found.sort((a, b) => b.score - a.score);
}

/** Inverse document frequency, smoothed so that one unknown term does not outweigh the others in a small index. */
function rarity(hits: number, pieces: number): number {
  return Math.log(1 + (pieces + 4) / (hits + 1));
}
