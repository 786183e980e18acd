/**
 * The text in at most `most` (1 or more) characters: whole sentences or lines as far as they fit, else words with "…" after them.
 * Never half a character.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const ends = [...text.slice(0, most + 1).matchAll(sentenceEnd)].map((mark) => mark.index + mark[0].length);
  const end = ends.findLast((at) => at <= most) ?? 0;
  if (end >= most / 3) return text.slice(0, end).trimEnd();
  const room = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "");
  const space = room.lastIndexOf(" ");
  return `${(space > most / 2 ? room.slice(0, space) : room).replace(/[\s,;:.]+$/, "")}…`;
}

/** A mark with a space after it, one of a script that puts none, or the end of a line. */
const sentenceEnd = /[.!?…]["”’)\]]*(?=\s)|[。！？]|\n/gu;
