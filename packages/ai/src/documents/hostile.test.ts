import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { deflatedSpaces } from "./fixtures/bombs.ts";
import { docxParts, makeDocx, makeZip, paragraph } from "./fixtures/make-docx.ts";
import { makePdf, rawPdf } from "./fixtures/make-pdf.ts";
import { kindOf } from "./kind.ts";
import { parseInWorker } from "./parse.ts";
import { readDocument } from "./read.ts";

/** A page that takes a minute to render and shows nothing. */
const endless = rawPdf(deflateSync("q ".repeat(50_000_000)), "/Filter /FlateDecode");
const never = { signal: undefined };

test.each([
  [
    "an archive that says it is small",
    "too-heavy",
    () => makeZip(docxParts("", { "word/document.xml": Buffer.alloc(200_000_000, " ") }), 1000),
  ],
  [
    "an archive of many parts that are large together",
    "too-heavy",
    () => {
      const styles = Buffer.alloc(9_000_000, " ");
      return makeDocx("", Object.fromEntries([1, 2, 3, 4, 5].map((at) => [`word/styles${at}.xml`, styles])));
    },
  ],
  ["a Word document of countless paragraphs", "too-heavy", () => makeDocx(paragraph("a").repeat(500_000))],
  ["a Word document nested without end", "damaged", () => makeDocx("<w:p>".repeat(300_000))],
  [
    "a PDF whose page unpacks to 1 GB",
    "too-heavy",
    () => {
      const packed = Buffer.concat([Buffer.from([0x78, 0x9c]), deflatedSpaces(1000), Buffer.alloc(4)]);
      return rawPdf(deflateSync(packed), "/Filter [/FlateDecode /FlateDecode]");
    },
  ],
])("%s fails as %s without blocking the event loop", { timeout: 180_000 }, async (_, fault, make) => {
  const bytes = make();
  let beats = 0;
  const start = performance.now();
  const pulse = setInterval(() => beats++, 20);
  // With a longer timeout than in the product, so that a slow machine reaches the memory limit first.
  const task = { kind: kindOf("bomb", bytes) === "pdf" ? "pdf" : "zip", bytes } as const;
  expect(await parseInWorker(task, { ...never, milliseconds: 150_000 })).toEqual({ fault });
  clearInterval(pulse);
  expect(beats).toBeGreaterThan((performance.now() - start) / 20 / 10);
});

test("terminates a parse at its timeout", async () => {
  const task = { kind: "pdf", bytes: endless } as const;
  expect(await parseInWorker(task, { signal: undefined, milliseconds: 500 })).toEqual({ fault: "too-slow" });
});

test("aborts a running and a queued parse", async () => {
  const stop = new AbortController();
  const three = [1, 2, 3].map(() => readDocument({ name: "a.pdf", bytes: endless, signal: stop.signal }));
  setTimeout(() => stop.abort(new Error("enough")), 300);
  for (const outcome of await Promise.allSettled(three)) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { message: "enough" } });
  }
  const gone = readDocument({ name: "a.pdf", bytes: endless, signal: AbortSignal.abort(new Error("gone")) });
  await expect(gone).rejects.toThrow("gone");
});

test("queues parses above the limit, and does not transfer the caller's bytes", async () => {
  const pdf = await makePdf((draw) => draw.text("Words of a page."));
  const before = Buffer.from(pdf);
  const all = Array.from({ length: 6 }, () => parseInWorker({ kind: "pdf", bytes: pdf }, never));
  for (const parsed of await Promise.all(all)) expect(parsed).toMatchObject({ text: "Words of a page." });
  expect(before.equals(pdf)).toBe(true);
});
