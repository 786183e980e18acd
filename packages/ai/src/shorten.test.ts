import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shortened } from "./shorten.ts";

describe("shortened", () => {
  test.each([
    ["One. Two three.", 100, "One. Two three."],
    ["One two three. Four five six.", 20, "One two three."],
    ["One two three! Four.", 14, "One two three!"],
    ["First line\nsecond line that is long", 20, "First line"],
    ["今日は晴れです。明日は雨でしょう。", 12, "今日は晴れです。"],
    ["no mark in these words at all", 16, "no mark in…"],
    ["Hi. then no mark in these words at all", 30, "Hi. then no mark in these…"],
    ["abcdefghij", 5, "abcd…"],
    ["anything", 1, "…"],
  ])("%j in %i", (text, most, short) => {
    expect(shortened(text, most)).toBe(short);
  });

  test("stays within the limit, and never splits a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.nat({ max: 80 }), (text, most) => {
        const short = shortened(text, most + 1);
        expect(short.length).toBeLessThanOrEqual(most + 1);
        expect(short.isWellFormed()).toBe(text.isWellFormed());
      }),
    );
  });
});
