import { type Hit, hitsIn } from "../../session/search-words.ts";

/** An excerpt of a message around its first hit, and the positions of all hits in the excerpt. */
export type Snippet = { text: string; hits: Hit[] };

const CHARACTERS = 200;
/** How many of them precede the first hit. */
const BEFORE = 60;
const ELLIPSIS = "…";

/** Truncates a text to about 200 characters around the first hit, at word boundaries where possible. */
export function snippetOf(content: string, words: readonly string[]): Snippet {
  const text = content.replace(/\s+/gu, " ").trim();
  const first = hitsIn(text, words)[0]?.start ?? 0;
  const start = first <= BEFORE ? 0 : wordStart(text, first - BEFORE, first);
  const limit = start + CHARACTERS;
  const end = limit >= text.length ? text.length : wordEnd(text, limit, Math.max(first, limit - 30));
  const prefix = start > 0 ? ELLIPSIS : "";
  const suffix = end < text.length ? ELLIPSIS : "";
  const excerpt = `${prefix}${text.slice(start, end).trimEnd()}${suffix}`;
  return { text: excerpt, hits: hitsIn(excerpt, words) };
}

/** The start of the first word after `from`; `from` itself when there is none before `max`. */
function wordStart(text: string, from: number, max: number): number {
  const space = text.indexOf(" ", from);
  return space === -1 || space >= max ? wholeCharacter(text, from) : space + 1;
}

/** The end of the last word before `to`; `to` itself when there is none after `min`. */
function wordEnd(text: string, to: number, min: number): number {
  const space = text.lastIndexOf(" ", to);
  return space <= min ? wholeCharacter(text, to) : space;
}

/** Moves a position out of a surrogate pair. */
const wholeCharacter = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at);
