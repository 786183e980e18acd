import { createHash } from "node:crypto";
import type { Passage } from "../port.ts";
import { indexPassages, type KnowledgeIndex } from "./search.ts";

/**
 * An LRU cache of indexes. An index takes some 17 times the memory of its text (measured on English prose), so the
 * number of indexes and the characters of their texts are bounded. The key is a hash of the content, so that edited
 * knowledge is indexed anew.
 */
export function createIndexCache(max: { indexes: number; characters: number }) {
  const cached = new Map<string, { index: KnowledgeIndex; characters: number }>();
  let characters = 0;

  return {
    /** The index of these passages, built unless it is cached. */
    get(passages: readonly Passage[]): KnowledgeIndex {
      const key = keyOf(passages);
      const hit = cached.get(key);
      if (hit !== undefined) {
        cached.delete(key);
        cached.set(key, hit);
        return hit.index;
      }
      const built = { index: indexPassages(passages), characters: sizeOf(passages) };
      cached.set(key, built);
      characters += built.characters;
      for (const [oldest, { characters: size }] of cached) {
        if (oldest === key || (cached.size <= max.indexes && characters <= max.characters)) break;
        cached.delete(oldest);
        characters -= size;
      }
      return built.index;
    },
    size: () => ({ indexes: cached.size, characters }),
  };
}

/** The cache of the process: 4 million characters, ten of the longest documents, take about 70 MB. */
export const knowledgeIndexes = createIndexCache({ indexes: 64, characters: 4_000_000 });

function sizeOf(passages: readonly Passage[]): number {
  return passages.reduce((sum, passage) => sum + passage.title.length + passage.text.length, 0);
}

function keyOf(passages: readonly Passage[]): string {
  const hash = createHash("sha256");
  for (const { id, title, text } of passages) hash.update(JSON.stringify([id, title, text]));
  return hash.digest("base64");
}
