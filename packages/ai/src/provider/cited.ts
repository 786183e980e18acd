import { knowledgeIndexes } from "../knowledge/cache.ts";
import { piecesOf } from "../knowledge/pieces.ts";
import type { Citation, Passage } from "../port.ts";

/** Characters read before and after a title: about one sentence each. */
const nearby = 240;

/**
 * The passages that a model's reply cites by title in quotation marks, as its instructions require. The quote is the
 * piece of the passage that best matches the text around the title. It shows where to look, and does not prove that the
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
    const context = around.get(fold(passage.title));
    if (context === undefined) return [];
    const quote = closest(passage, knowledge, [context, reply]);
    return [{ passageId: passage.id, title: passage.title, quote }];
  });
}

/** The best piece for the first of the texts that has a match; otherwise the first piece of the passage. */
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
