import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pieceLimit, piecesOf } from "./pieces.ts";

const pieces = (text: string) => piecesOf({ id: "p", title: "T", text });

describe("piecesOf", () => {
  test("splits at paragraphs, each with its heading", () => {
    const long = "This paragraph is long enough to stand for itself, with eighty characters or more.";
    expect(pieces(`${long}\n\n${long}\n## Fees ##\n${long}`)).toEqual([
      { passageId: "p", title: "T", heading: "", text: long, opens: true },
      { passageId: "p", title: "T", heading: "", text: long, opens: false },
      { passageId: "p", title: "T", heading: "Fees", text: long, opens: true },
    ]);
  });

  test("joins a short line with the next", () => {
    expect(pieces("We accept:\n\n- Visa\n- iDEAL").map(({ text }) => text)).toEqual([
      "We accept:\n- Visa\n- iDEAL",
    ]);
  });

  test("splits a long paragraph after a sentence", () => {
    const texts = pieces("A sentence of some length stands here. ".repeat(40)).map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(text).toMatch(/^A sentence.*here\.$/s);
  });

  test("is empty for an empty text", () => {
    expect(pieces("")).toEqual([]);
    expect(pieces("# Only a heading")).toEqual([]);
  });

  test("keeps every word, in pieces within the limit", () => {
    const block = fc.oneof(
      fc.lorem({ maxCount: 120 }),
      fc.string({ maxLength: 900 }),
      fc.constant("x".repeat(2000)),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const text = blocks.map((b) => b.replaceAll("#", "")).join("\n\n");
        const cut = pieces(text);
        for (const piece of cut) expect(piece.text.length).toBeLessThanOrEqual(pieceLimit);
        const bare = (s: string) => s.replace(/\s+/g, "");
        expect(bare(cut.map((piece) => piece.text).join(""))).toBe(bare(text));
      }),
    );
  });
});
