/** Lines of prose, or a fence with its content. The lines keep their line endings. */
export type MarkdownBlock = { lines: string[]; fence?: Fence };
type Fence = { indent: string; marker: string; isClosed: boolean };
type Range = { start: number; end: number };

const LINES = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+/g;
const OPENING = /^( {0,3})(`{3,}|~{3,})[^`~]*$/;
const CLOSING = /^ {0,3}(`{3,}|~{3,})[ \t\r\n]*$/;

/** Splits Markdown at its fences. A fence that nothing closes goes on to the end, as in CommonMark. */
export function blocksOf(text: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  for (const line of text.match(LINES) ?? []) {
    const last = blocks.at(-1);
    const [, indent = "", marker] = OPENING.exec(line) ?? [];
    if (last?.fence && !last.fence.isClosed) {
      last.lines.push(line);
      last.fence.isClosed = CLOSING.exec(line)?.[1]?.startsWith(last.fence.marker) ?? false;
    } else if (marker) {
      blocks.push({ lines: [line], fence: { indent, marker, isClosed: false } });
    } else if (last && !last.fence) {
      last.lines.push(line);
    } else {
      blocks.push({ lines: [line] });
    }
  }
  return blocks;
}

/** The end of each rule that content meets once it went through `asCode`. */
export const CODE_ONLY = "outside of code (put it between backticks)";

/** The text as one fence, longer than any run of backticks in it. */
export function asCode(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text.replace(/\r\n?/g, "\n")}\n${fence}`;
}

const BLANK = /^[ \t\r\n]*$/;
/** Some readers end a line here, others don't. */
const ODD_BREAKS = "[\\v\\f\\x85\\u2028\\u2029]";

/**
 * The contents of fences and inline code, without their backticks. Only what every reader of Markdown takes for code:
 * with or without HTML, escapes and the extensions of GitHub, and whatever it reads first. Left out are a fence on
 * the line of a list item or quotation, inline code over several lines, and code after something that could contain its
 * first backtick: an unclosed tag or bracket, an HTML block.
 */
export function codeIn(text: string): Range[] {
  const code: Range[] = [];
  if (/\r(?!\n)/.test(text)) return code;
  let start = 0;
  let isDoubtful = false;
  for (const { lines, fence } of blocksOf(text)) {
    if (fence) {
      const range = isDoubtful ? undefined : contentOf(lines, fence);
      if (!range) return code;
      code.push({ start: start + range.start, end: start + range.end });
      start += lengthOf(lines);
      continue;
    }
    const hasTable = lines.some((line) => /^[\s>:|-]+$/.test(line) && line.includes("-"));
    for (const line of lines) {
      const read: Spans | undefined = BLANK.test(line) ? NOTHING : spansIn(line, isDoubtful, hasTable);
      if (!read) return code;
      for (const span of read.spans) code.push({ start: start + span.start, end: start + span.end });
      isDoubtful = read.isDoubtful;
      start += line.length;
    }
  }
  return code;
}

const lengthOf = (lines: string[]) => lines.reduce((sum, line) => sum + line.length, 0);

/** @returns where the content is in the block; undefined if some reader could end the fence earlier or later. */
function contentOf(lines: string[], { indent, marker, isClosed }: Fence): Range | undefined {
  const opening = lines[0] ?? "";
  const closing = isClosed ? (lines.at(-1) ?? "") : "";
  const content = lines.slice(1, isClosed ? -1 : undefined);
  const isCertain =
    content.every((line) => !line.includes(marker)) &&
    // A list item could contain an indented fence, and ends with the first line that is indented less.
    [...content, closing].every((line) => BLANK.test(line) || line.startsWith(indent));
  if (!isCertain) return undefined;
  return { start: opening.length, end: lengthOf(lines) - closing.length };
}

type Spans = { spans: Range[]; isDoubtful: boolean };
const NOTHING: Spans = { spans: [], isDoubtful: false };

const CODE_SPAN = /(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g;
/** Outside of code: what may reach past the end of the paragraph. */
const UNBOUNDED = new RegExp(`<(?:[!?]|pre|script|style|textarea)|\`\`\`|~~~|${ODD_BREAKS}`, "i");
/** A tag that begins a line begins an HTML block, in a list item and a quotation as well. */
const HTML_BLOCK = /^[\W\d_]*<[a-z/]/i;
/** Tags, links and brackets that are closed and have no backtick in them. */
const CLOSED =
  /<\/?[a-z](?:[^<>`"']|"[^"<>`]*"|'[^'<>`]*')*>|\[[^[\]()<>`\\]*\](?:\([^\s[\]()<>"'`\\]*\))?(?![([:])/gi;
/** Other tags and brackets, a backtick that nothing closes, and a backslash before one. */
const OPEN = /<[a-z/]|[[`]|\\$/i;
const ODD_IN_SPAN = new RegExp(`${ODD_BREAKS}|\\\\(?:\`|$)`);

/**
 * The inline code of one line.
 * @param isDoubtful whether the paragraph so far has something that could contain a backtick of this line.
 * @returns undefined if the rest of the message is doubtful.
 */
function spansIn(line: string, isDoubtful: boolean, hasTable: boolean): Spans | undefined {
  const spans: Range[] = [];
  let at = 0;
  for (const { 0: whole, 1: ticks = "", 2: content = "", index } of line.matchAll(CODE_SPAN)) {
    const before = line.slice(at, index);
    if (UNBOUNDED.test(before)) return undefined;
    isDoubtful ||= couldContain(before, at === 0) || endsInUrl(before);
    // A cell of a table ends at a bar, also within backticks.
    isDoubtful ||= ODD_IN_SPAN.test(content) || (hasTable && content.includes("|"));
    at = index + whole.length;
    if (!isDoubtful) spans.push({ start: index + ticks.length, end: at - ticks.length });
  }
  const rest = line.slice(at);
  if (UNBOUNDED.test(rest)) return undefined;
  return { spans, isDoubtful: isDoubtful || couldContain(rest, at === 0) };
}

const couldContain = (before: string, beginsLine: boolean) =>
  (beginsLine && HTML_BLOCK.test(before)) || OPEN.test(before.replace(CLOSED, " "));

/** GitHub's links without brackets go on to the next space, backticks included. */
const endsInUrl = (before: string) => /:\/\/|www\./i.test(before.split(/\s/).at(-1) ?? "");
