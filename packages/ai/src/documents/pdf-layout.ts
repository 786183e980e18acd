/** One line of a page: its font size, its distance from the bottom, and its right end, in points. */
export type Line = { text: string; size: number; y: number; right: number };

/** The least ratio of a heading's font size to the body's. */
const headingRatio = 1.15;
const longestHeading = 150;

/**
 * Reconstructs paragraphs and Markdown headings from the lines of a PDF, which has no such structure: a large font is a
 * heading, a line that reaches the right edge continues in the next, and a number alone at the end of a page is dropped
 * as the page number.
 */
export function layOut(pages: readonly (readonly Line[])[]): string {
  const body = commonSize(pages.flat());
  const sizes = [
    ...new Set(
      pages
        .flat()
        .filter((line) => isHeading(line, body))
        .map(({ size }) => size),
    ),
  ].sort((a, b) => b - a);
  const hyphenated = new Set(
    pages.flat().flatMap(({ text }) => text.toLowerCase().match(/\p{L}+-\p{L}+/gu) ?? []),
  );
  const blocks: string[] = [];
  for (const page of pages) {
    const lines = withoutPageNumber(page);
    const edge = Math.max(0, ...lines.map(({ right }) => right));
    let before: Line | null = null;
    for (const line of lines) {
      const heading = isHeading(line, body);
      const last = blocks.at(-1);
      if (
        before !== null &&
        last !== undefined &&
        continues(before, line, heading || isHeading(before, body), edge)
      ) {
        blocks[blocks.length - 1] = joined(last, line.text, hyphenated);
      } else if (heading)
        blocks.push("", `${"#".repeat(Math.min(sizes.indexOf(line.size) + 1, 3))} ${line.text}`, "");
      else if (before !== null && !apart(before, line)) blocks.push(line.text);
      else blocks.push("", line.text);
      before = line;
    }
  }
  return blocks
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The font size of most characters. */
function commonSize(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const { size, text } of lines) counts.set(size, (counts.get(size) ?? 0) + text.length);
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), [0, 0])[0];
}

function isHeading({ size, text }: Line, body: number): boolean {
  return size >= body * headingRatio && text.length <= longestHeading && /\p{L}{2}/u.test(text);
}

function apart(before: Line, line: Line): boolean {
  const gap = before.y - line.y;
  return gap < 0 || gap > line.size * 1.8;
}

/** A list item starts a new block. */
const listItem = /^(?:[•·‣▪●○◦*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/u;

function continues(before: Line, line: Line, heading: boolean, edge: number): boolean {
  if (heading || apart(before, line) || listItem.test(line.text)) return false;
  return before.right >= edge * 0.85;
}

/** Joins two lines, and a word hyphenated at the break. The hyphen stays if the text has the hyphenated word elsewhere. */
function joined(text: string, next: string, hyphenated: ReadonlySet<string>): string {
  const head = /(\p{L}*\p{Ll})-$/u.exec(text)?.[1];
  const tail = /^\p{Ll}+/u.exec(next)?.[0];
  if (head === undefined || tail === undefined) return `${text} ${next}`;
  return hyphenated.has(`${head}-${tail}`.toLowerCase()) ? text + next : text.slice(0, -1) + next;
}

function withoutPageNumber(page: readonly Line[]): readonly Line[] {
  const number = /^(?:[-–—\s]*(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:\/|of|von)\s*\d{1,4})?[-–—\s]*)$/i;
  const last = page.at(-1);
  return page.length > 1 && last !== undefined && number.test(last.text) ? page.slice(0, -1) : page;
}
