import { piecesOf } from "../knowledge/pieces.ts";
import { termsOf } from "../knowledge/terms.ts";
import type { Citation, Passage } from "../port.ts";

/**
 * The passages that a model's reply names by title in quotation marks, as its instructions ask. The quote is the piece
 * of the passage that shares most words with the reply: where to look, not a proof that the reply follows from it.
 */
export function citationsIn(reply: string, knowledge: readonly Passage[]): Citation[] {
  const named = new Set(
    [...reply.matchAll(/["“”«„]([^"“”«»„\n]{1,200})["“”»]/g)].map(([, name]) => fold(name ?? "")),
  );
  const said = new Set(termsOf(reply));
  return knowledge
    .filter((passage) => named.has(fold(passage.title)))
    .map((passage) => ({ passageId: passage.id, title: passage.title, quote: closest(passage, said) }));
}

function closest(passage: Passage, said: ReadonlySet<string>): string {
  const pieces = piecesOf(passage).map(({ text }) => ({
    text,
    shared: [...new Set(termsOf(text))].filter((term) => said.has(term)).length,
  }));
  return pieces.reduce((best, piece) => (piece.shared > best.shared ? piece : best), { text: "", shared: -1 })
    .text;
}

function fold(title: string): string {
  return title
    .trim()
    .replace(/[.,;:!?]+$/, "")
    .replace(/\s+/g, " ")
    .toLowerCase();
}
