/**
 * The text in at most `max` (1 or more) characters: as many whole sentences or lines as fit, otherwise words followed by
 * "…". Never splits a surrogate pair.
 */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const ends = [...text.slice(0, max + 1).matchAll(sentenceEnd)].map((mark) => mark.index + mark[0].length);
  const end = ends.findLast((at) => at <= max) ?? 0;
  if (end >= max / 3) return text.slice(0, end).trimEnd();
  const room = text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "");
  const space = room.lastIndexOf(" ");
  return `${(space > max / 2 ? room.slice(0, space) : room).replace(/[\s,;:.]+$/, "")}…`;
}

/** Final punctuation before a space, that of a script without spaces, or the end of a line. */
const sentenceEnd = /[.!?…]["”’)\]]*(?=\s)|[。！？]|\n/gu;
