import MiniSearch, { type SearchResult } from "minisearch";
import type { Passage } from "../port.ts";
import { type Concept, conceptsOf, isContent, strongest, type Weighted } from "./concepts.ts";
import { type Excerpt, excerptsFrom } from "./excerpts.ts";
import { type Piece, piecesOf } from "./pieces.ts";
import { spellingsOf } from "./spelling.ts";
import { formsOf, knownWords } from "./synonyms.ts";
import { indexTermsOf, stem, wordsOf } from "./terms.ts";

/** `coverage`: the share of the question's concepts in the piece, from 0 to 1, weighted by their rarity. */
export type Found = { piece: Piece; score: number; coverage: number; matched: number };
export type KnowledgeIndex = {
  /** The pieces that share a term with the question, best first. */
  find(question: string): Found[];
  /**
   * The sentences that may answer the question, best first.
   * @param before an earlier question, which decides between sentences that answer equally well.
   */
  excerpts(question: string, before?: string): Excerpt[];
};

type Index = { mini: MiniSearch; pieces: readonly Piece[]; words: Vocabulary };

/** A BM25 index over the pieces of the passages. */
export function indexPassages(passages: readonly Passage[]): KnowledgeIndex {
  const pieces = passages.flatMap(piecesOf);
  const mini = new MiniSearch<Piece & { id: number }>({
    fields: ["title", "heading", "text"],
    tokenize: indexTermsOf,
    processTerm: (term) => term,
  });
  mini.addAll(pieces.map((piece, id) => ({ id, ...piece })));
  const index: Index = { mini, pieces, words: vocabularyOf(pieces) };
  return {
    find: (question) => rank(locate(question, index), index),
    excerpts(question, before = "") {
      const concepts = locate(question, index);
      return excerptsFrom(rank(concepts, index), question, concepts, locate(before, index));
    },
  };
}

/** The words of the pieces by their first letter. */
type Vocabulary = ReadonlyMap<string, ReadonlySet<string>>;

function vocabularyOf(pieces: readonly Piece[]): Vocabulary {
  const words = new Map<string, Set<string>>();
  const add = (word: string) => {
    const initial = word[0] ?? "";
    const same = words.get(initial);
    if (same === undefined) words.set(initial, new Set([word]));
    else same.add(word);
  };
  knownWords.forEach(add);
  for (const { title, heading, text } of pieces) wordsOf(`${title} ${heading} ${text}`).forEach(add);
  return words;
}

const strengthOfCorrection = 0.9;

/** A concept and the pieces in which it was found. */
type Located = Weighted & { hits: SearchResult[] };

/** Finds the concepts of a question, with corrected spelling where needed. */
function locate(question: string, index: Index): Located[] {
  return conceptsOf(question).map((written) => {
    const exact = hitsOf(written, index);
    const concept = exact.length > 0 ? written : corrected(written, index.words);
    const hits = concept === written ? exact : hitsOf(concept, index);
    const rare = rarity(hits.length, index.pieces.length);
    return { ...concept, hits, weight: concept.factor * (isContent(concept) ? rare : Math.min(rare, 1)) };
  });
}

/** Inverse document frequency, smoothed so that one unknown term does not outweigh the others in a small index. */
function rarity(hits: number, pieces: number): number {
  return Math.log(1 + (pieces + 4) / (hits + 1));
}

function corrected(concept: Concept, words: Vocabulary): Concept {
  const { word } = concept;
  const candidates = words.get(word?.[0] ?? "");
  if (word === null || candidates === undefined || candidates.has(word)) return concept;
  const forms = new Map(concept.forms);
  for (const meant of spellingsOf(word, candidates)) {
    for (const [term, strength] of formsOf(stem(meant))) forms.set(term, strength * strengthOfCorrection);
  }
  return { ...concept, forms };
}

function hitsOf({ forms }: Concept, { mini }: Index): SearchResult[] {
  return mini.search("-", {
    tokenize: () => [...forms.keys()],
    boost: { title: 1.6, heading: 1.3 },
    boostTerm: (term) => forms.get(term) ?? 0,
  });
}

function rank(concepts: readonly Located[], { pieces }: Index): Found[] {
  const scores = new Map<number, { score: number; weight: number; matched: number }>();
  const allWeight = concepts.reduce((sum, { weight }) => sum + weight, 0);
  for (const concept of concepts) {
    for (const hit of concept.hits) {
      const sum = scores.get(hit.id) ?? { score: 0, weight: 0, matched: 0 };
      const strength = strongest(concept, hit.terms);
      scores.set(hit.id, {
        score: sum.score + (hit.score * concept.factor) / hit.queryTerms.length,
        weight: sum.weight + concept.weight * strength,
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
