import { knowledgeIndexes } from "../knowledge/cache.ts";
import { piecesOf } from "../knowledge/pieces.ts";
import type { Citation, Passage } from "../port.ts";

/** Characters before and after a named title: the sentence that it stands in, mostly. */
const nearby = 240;

/**
 * The passages that a model's reply names by title in quotation marks, as its instructions ask. The quote is the piece
 * of the passage, a few sentences, that is closest to what stands around the title: where to look, not a proof that the
 * reply follows from it.
 */
export function citationsIn(reply: string, knowledge: readonly Passage[]): Citation[] {
  const around = new Map<string, string>();
  for (const { 0: named, 1: title = "", index } of reply.matchAll(/["“”«„]([^"“”«»„\n]{1,200})["“”»]/g)) {
    const end = index + named.length;
    const text = `${reply.slice(Math.max(index - nearby, 0), index)} ${reply.slice(end, end + nearby)}`;
    around.set(fold(title), `${around.get(fold(title)) ?? ""}\n${text}`);
  }
  return knowledge.flatMap((passage) => {
    const said = around.get(fold(passage.title));
    if (said === undefined) return [];
    const quote = closest(passage, knowledge, [said, reply]);
    return [{ passageId: passage.id, title: passage.title, quote }];
  });
}

/** The piece that the first of the texts with any match finds; else where the passage begins. */
function closest(passage: Passage, knowledge: readonly Passage[], texts: readonly string[]): string {
  const index = knowledgeIndexes.get(knowledge);
  for (const text of texts) {
    const found = index.find(text).find(({ piece }) => piece.passageId === passage.id);
    if (found !== undefined) return found.piece.text;
  }
  return piecesOf(passage)[0]?.text ?? "";
}

function fold(title: string): string {
  return title
    .trim()
    .replace(/[.,;:!?]+$/, "")
    .replace(/\s+/g, " ")
    .toLowerCase();
}
