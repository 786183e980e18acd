import { type Hit, hitsIn } from "../../session/search-words.ts";

/** A part of a message around the first of the words looked for, and where in it these stand. */
export type Snippet = { text: string; hits: Hit[] };

const CHARACTERS = 200;
/** Of these, before the first hit. */
const BEFORE = 60;
const CUT = "…";

/** Cuts a text to what a list has room for: about 200 characters around the first hit, between words where there are any. */
export function snippetOf(content: string, words: readonly string[]): Snippet {
  const text = content.replace(/\s+/gu, " ").trim();
  const first = hitsIn(text, words)[0]?.start ?? 0;
  const start = first <= BEFORE ? 0 : wordEdge(text, first - BEFORE, first);
  const wanted = start + CHARACTERS;
  const end = wanted >= text.length ? text.length : wordEnd(text, wanted, Math.max(first, wanted - 30));
  const cut = `${start > 0 ? CUT : ""}${text.slice(start, end).trimEnd()}${end < text.length ? CUT : ""}`;
  return { text: cut, hits: hitsIn(cut, words) };
}

/** Where the next word begins, but not behind `most`. */
function wordEdge(text: string, from: number, most: number): number {
  const space = text.indexOf(" ", from);
  return space === -1 || space >= most ? wholeCharacter(text, from) : space + 1;
}

/** Where the last word ends that fits, but not before `least`. */
function wordEnd(text: string, to: number, least: number): number {
  const space = text.lastIndexOf(" ", to);
  return space <= least ? wholeCharacter(text, to) : space;
}

/** Never between the two halves of a character. */
const wholeCharacter = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at);
