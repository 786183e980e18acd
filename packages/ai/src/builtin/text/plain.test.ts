import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut, plainQuote, plainWords } from "./plain.ts";

/** Markup that a page, a Markdown renderer or a mail program could make active. */
export const active = /<[a-z!/?]|javascript:|vbscript:|data:text\/html|\]\(|https?:|\bwww\./i;

describe("plainWords", () => {
  test.each([
    ["I am <b>very</b> sad", "I am very sad"],
    ["<script>alert(1)</script>", "alert 1"],
    ["see [my page](javascript:alert(1)) now", "see my page now"],
    ["![x](https://evil.example/p.png) hi", "x hi"],
    ["go to https://evil.example/x or www.evil.example", "go to or"],
    ["mail me@example.com at 10:30", "mail at 10:30"],
    ["**bold** _it_ ~~no~~ # title > quote | cell", "bold it no title quote cell"],
    ["run `rm -rf /` and\n```\ncode\n```\nthen", "run and then"],
    ["50% of 3,5 and/or 1+1", "50% of 3,5 and/or 1+1"],
    ["it's a well-known “fact”…", "it's a well-known fact…"],
    ["a\u202Eb\u0000c\u200Bd", "a b c d"],
    ["👩‍👩‍👧 family", "👩‍👩‍👧 family"],
  ])("%j → %j", (raw, plain) => {
    expect(plainWords(raw)).toBe(plain);
  });

  test("removes all active markup", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(plainWords(text)).not.toMatch(active);
        expect(plainWords(text)).not.toMatch(/[<>[\]`*_~|\\\p{Cc}]/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe("plainQuote", () => {
  test("keeps lines, lists, comparisons and web addresses", () => {
    const text = "Use it when a < b:\n- [the page](https://example.com/x)\n- **bold**";
    expect(plainQuote(text)).toBe("Use it when a < b:\n- the page (https://example.com/x)\n- **bold**");
  });

  test("removes tags, scripts and other link targets", () => {
    expect(plainQuote('<p onclick="x()">Hi</p> <script>a()</script>')).toBe("Hi a()");
    expect(plainQuote("[a](javascript:x) and [b](data:text/html,x)")).toBe("a and b");
  });

  test("removes all active markup", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(plainQuote(text)).not.toMatch(/<[a-z!/?]|javascript:\S|vbscript:\S|data:text\/html|\u202e/i);
        expect(plainQuote(text)).not.toContain("\u0000");
      }),
      { numRuns: 500 },
    );
  });
});

test("cut never splits a character, and cuts between words", () => {
  expect(cut("one two three", 9)).toBe("one two…");
  expect(cut("😀😀😀", 4)).toBe("😀…");
  expect(cut("short", 10)).toBe("short");
});

/** Text with fragments of markup in any order. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<",
        ">",
        "</",
        "<script>",
        "<img src=x onerror=",
        "javascript:",
        "java",
        "script:",
        "data:text/html,",
        "[a](",
        "](",
        ")",
        "!",
        "[",
        "]",
        "`",
        "```",
        "\n",
        " ",
        "https://x.example",
        "www.",
        "&lt;",
        ":",
        "//",
        "a",
        "\\",
        "onload=",
        "\u0000",
        "\u202e",
      ),
      fc.string({ unit: "grapheme", maxLength: 5 }),
    ),
    { maxLength: 30 },
  )
  .map((bits) => bits.join(""));
