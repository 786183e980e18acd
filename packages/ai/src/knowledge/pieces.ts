import type { Passage } from "../port.ts";

/** The unit of search and quotation: about a paragraph of a passage, at most `pieceLimit` characters. */
export type Piece = {
  passageId: string;
  title: string;
  heading: string;
  text: string;
  /** Whether it is the first under its heading, or of its passage. */
  opens: boolean;
};

export const pieceLimit = 480;
/** A block this short ("We accept:") is joined with the next, because it has too little content to match alone. */
const shortBlock = 80;

/** Splits a passage at paragraphs, and long paragraphs at sentences. A piece has the heading above it. */
export function piecesOf(passage: Passage): Piece[] {
  const pieces: Piece[] = [];
  let heading = "";
  let pending = "";
  let opens = true;
  const flush = () => {
    if (pending === "") return;
    pieces.push({ passageId: passage.id, title: passage.title, heading, text: pending, opens });
    pending = "";
    opens = false;
  };
  for (const block of blocksOf(passage.text)) {
    const title = /^#{1,6}\s+(.+?)\s*#*$/.exec(block)?.[1];
    if (title !== undefined) {
      flush();
      heading = title;
      opens = true;
      continue;
    }
    for (const part of fitted(block)) {
      const joins = pending !== "" && pending.length + part.length + 1 <= pieceLimit;
      if (!(joins && (pending.length < shortBlock || part.length < shortBlock))) flush();
      pending = pending === "" ? part : `${pending}\n${part}`;
    }
  }
  flush();
  return pieces;
}

/** The paragraphs. A Markdown heading is a block of its own, also without an empty line after it. */
function blocksOf(text: string): string[] {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/^(#{1,6}\s.*)$/gm, "\n\n$1\n\n")
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== "");
}

/** The block in parts of at most `pieceLimit`, cut after sentences or lines, else between words, else anywhere. */
function fitted(block: string): string[] {
  const parts: string[] = [];
  let rest = block;
  while (rest.length > pieceLimit) {
    const head = rest.slice(0, pieceLimit);
    const at = lastEnd(head, /[.!?。！？…](?=\s|$)|[。！？]|\n/gu) ?? lastEnd(head, /\s/g) ?? pieceLimit;
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return [...parts, rest].filter((part) => part !== "");
}

/** The end of the last match; undefined when it is within the first quarter of `pieceLimit`. */
function lastEnd(text: string, pattern: RegExp): number | undefined {
  const last = [...text.matchAll(pattern)].at(-1);
  const end = last === undefined ? 0 : last.index + last[0].length;
  return end >= pieceLimit / 4 ? end : undefined;
}
