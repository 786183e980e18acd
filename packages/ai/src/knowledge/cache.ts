import { createHash } from "node:crypto";
import type { Passage } from "../port.ts";
import { indexPassages, type KnowledgeIndex } from "./search.ts";

/**
 * Keeps the indexes of the agents last heard of. An index takes some 17 times its text (measured on English prose), so
 * their number and their text are bounded; what was used longest ago goes first. The key is the content: an edited
 * passage is a new one.
 */
export function createIndexCache(most: { indexes: number; characters: number }) {
  const kept = new Map<string, { index: KnowledgeIndex; characters: number }>();
  let characters = 0;

  return {
    /** The index of these passages, built when it is not kept. */
    get(passages: readonly Passage[]): KnowledgeIndex {
      const key = keyOf(passages);
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return known.index;
      }
      const made = { index: indexPassages(passages), characters: sizeOf(passages) };
      kept.set(key, made);
      characters += made.characters;
      for (const [oldest, { characters: size }] of kept) {
        if (oldest === key || (kept.size <= most.indexes && characters <= most.characters)) break;
        kept.delete(oldest);
        characters -= size;
      }
      return made.index;
    },
    size: () => ({ indexes: kept.size, characters }),
  };
}

/** One for the process: 4 million characters, ten of the longest documents, are about 70 MB of index. */
export const knowledgeIndexes = createIndexCache({ indexes: 64, characters: 4_000_000 });

function sizeOf(passages: readonly Passage[]): number {
  return passages.reduce((sum, passage) => sum + passage.title.length + passage.text.length, 0);
}

function keyOf(passages: readonly Passage[]): string {
  const hash = createHash("sha256");
  for (const { id, title, text } of passages) hash.update(JSON.stringify([id, title, text]));
  return hash.digest("base64");
}
