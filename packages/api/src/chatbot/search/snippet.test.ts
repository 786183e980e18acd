import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hitsIn, searchWords } from "../../session/search-words.ts";
import { snippetOf } from "./snippet.ts";

const marked = (text: string, q: string) => {
  const snippet = snippetOf(text, searchWords(q));
  return snippet.hits.map(({ start, end }) => snippet.text.slice(start, end));
};

describe("a snippet", () => {
  it("is the whole text when that is short", () => {
    expect(snippetOf("Short  and\nsweet", ["sweet"])).toEqual({
      text: "Short and sweet",
      hits: [{ start: 10, end: 15 }],
    });
  });

  it("contains the first hit, and is truncated at word boundaries", () => {
    const { text, hits } = snippetOf(`${"before ".repeat(100)}needle${" after".repeat(100)}`, ["needle"]);
    expect(text).toMatch(/^…(before )+needle( after)+…$/);
    expect(text.length).toBeLessThan(205);
    expect(hits).toHaveLength(1);
  });

  it("marks whole words ignoring case, and words that start with the last search word", () => {
    expect(marked("Lamp, lamps, LAMPSHADE, clamp", "lamp")).toEqual(["Lamp", "lamps", "LAMPSHADE"]);
    expect(marked("Lamp, lamps and a lampshade", "lamp a")).toEqual(["Lamp", "and", "a"]);
    expect(marked("a+b (c) [d]", "a+b c")).toEqual(["a+b", "c"]);
  });

  it("has hits within its text, for any text and search", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 600 }),
        fc.string({ unit: "grapheme", maxLength: 40 }),
        (text, q) => {
          const words = searchWords(q);
          const snippet = snippetOf(text, words);
          expect(snippet.text.length).toBeLessThanOrEqual(240);
          expect(snippet.text.isWellFormed() || !text.isWellFormed()).toBe(true);
          let end = 0;
          for (const hit of hitsIn(snippet.text, words)) {
            expect(hit.start).toBeGreaterThanOrEqual(end);
            expect(hit.end).toBeGreaterThan(hit.start);
            end = hit.end;
          }
          expect(end).toBeLessThanOrEqual(snippet.text.length);
        },
      ),
    );
  });
});
