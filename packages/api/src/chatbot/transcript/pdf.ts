import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { setImmediate as nextTick } from "node:timers/promises";
import PDFDocument from "pdfkit";
import type { Transcript } from "../schema.ts";
import { type Fonts, fontsFor } from "./fonts.ts";
import { factsOf, speakerOf, timeOf, titleOf } from "./text.ts";

const PAGE = { size: "A4", margin: 56 } as const;
const TEXT = { size: 10, line: 14 } as const;
const SMALL = { size: 8, line: 11 } as const;
const HEAD = { size: 15, line: 21 } as const;
type Style = { size: number; line: number };

/** How long drawing may block the event loop before it yields, in milliseconds. */
const YIELD_AFTER_MS = 4;

/**
 * Streams the session as a PDF: each page is written as soon as it is full, with backpressure for slow clients. If characters
 * have no glyph in the fonts, the first page says how many.
 */
export function transcriptPdf(transcript: Transcript): ReadableStream<Uint8Array> {
  const out = new PassThrough();
  draw(transcript, out).catch((error: Error) => out.destroy(error));
  return Readable.toWeb(out) as ReadableStream<Uint8Array>;
}

async function draw(transcript: Transcript, out: PassThrough): Promise<void> {
  const doc = new PDFDocument({
    ...PAGE,
    info: { Title: titleOf(transcript), CreationDate: new Date(transcript.createdAt) },
    lang: "en",
  });
  doc.pipe(out);
  const pen = createPen(doc, await fontsFor(doc), out);
  await pen.write(titleOf(transcript), HEAD);
  for (const [name, value] of factsOf(transcript)) await pen.write(`${name}: ${value}`, TEXT);
  const missing = await pen.missingIn(transcript.messages.map(({ content }) => content));
  if (missing > 0) await pen.write(missingNote(missing), TEXT);
  for (const message of transcript.messages) {
    pen.gap(TEXT.line);
    const note = message.fallback ? " · stands in for a reply that could not be made" : "";
    await pen.write(`${speakerOf(message, transcript)} · ${timeOf(message.timestamp)}${note}`, SMALL);
    await pen.write(message.content, TEXT);
  }
  doc.end();
}

const missingNote = (count: number) =>
  `${count.toLocaleString("en")} ${count === 1 ? "character is" : "characters are"} of a script or a set of signs that this document has no letters for, and ${count === 1 ? "is" : "are"} shown as a question mark. The Markdown and JSON transcripts have all of them.`;

/** Writes lines from the top to the bottom of page after page. */
function createPen(doc: PDFKit.PDFDocument, fonts: Fonts, out: PassThrough) {
  const width = doc.page.width - 2 * PAGE.margin;
  const bottom = doc.page.height - PAGE.margin;
  let y: number = PAGE.margin;
  let resumedAt = performance.now();

  async function yieldIfDue(): Promise<void> {
    if (out.destroyed) throw new Error("the reader has gone");
    if (performance.now() - resumedAt < YIELD_AFTER_MS) return;
    if (out.writableNeedDrain) await Promise.race([once(out, "drain"), once(out, "close")]);
    await nextTick();
    resumedAt = performance.now();
  }

  function line(text: string, style: Style): void {
    if (y + style.line > bottom) {
      doc.addPage();
      y = PAGE.margin;
    }
    let x: number = PAGE.margin;
    for (const run of fonts.runsOf(text)) {
      doc.font(run.font).fontSize(style.size).text(run.text, x, y, { lineBreak: false });
      x += fonts.widthOf(run.text, style.size);
    }
    y += style.line;
  }

  return {
    gap: (height: number) => {
      y += height;
    },

    async write(text: string, style: Style): Promise<void> {
      for (const paragraph of text.replaceAll("\t", "    ").split(/\r\n|[\r\n\u2028\u2029]/)) {
        let current = "";
        let used = 0;
        for (const word of wordsOf(paragraph, (part) => fonts.widthOf(part, style.size) <= width)) {
          const wordWidth = fonts.widthOf(word, style.size);
          if (current !== "" && used + wordWidth > width) {
            line(current.trimEnd(), style);
            [current, used] = ["", 0];
          }
          current += word;
          used += wordWidth;
          await yieldIfDue();
        }
        line(current.trimEnd(), style);
      }
    },

    /** Counts the characters for which no font has a glyph. */
    async missingIn(texts: string[]): Promise<number> {
      let count = 0;
      for (const text of texts) {
        for (const character of text) if (!fonts.isShown(character)) count += 1;
        await yieldIfDue();
      }
      return count;
    },
  };
}

/** The words of a paragraph with the spaces after them. A word wider than the page is split into parts. */
function* wordsOf(paragraph: string, fits: (text: string) => boolean): Generator<string> {
  for (const word of paragraph.replace(/[\p{Cc}\p{Cf}]/gu, "").match(/\S+\s*|\s+/gu) ?? []) {
    if (word.length <= 40 || fits(word)) yield word;
    else yield* partsOf(word);
  }
}

function* partsOf(word: string): Generator<string> {
  const characters = [...word];
  for (let start = 0; start < characters.length; start += 20)
    yield characters.slice(start, start + 20).join("");
}
