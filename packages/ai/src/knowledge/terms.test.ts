import { describe, expect, test } from "vitest";
import { stem, termsOf, wordsOf } from "./terms.ts";

describe("stem", () => {
  test.each([
    ["refund refunds refunded refunding"],
    ["delivery deliveries"],
    ["cancel cancelled cancelling cancellation"],
    ["charge charges charged charging"],
    ["stop stops stopped stopping"],
    ["pay pays paying"],
    ["box boxes"],
    ["pass passes passed passing"],
    ["install installs installed installation"],
    ["size sizes sized"],
  ])("is the same for: %s", (forms) => {
    expect(new Set(forms.split(" ").map(stem)).size).toBe(1);
  });

  test("does not change numbers and words of other scripts", () => {
    expect(["2024", "straße", "книги"].map(stem)).toEqual(["2024", "straße", "книги"]);
  });

  test("differs for different words", () => {
    expect(stem("string")).not.toBe(stem("star"));
    expect(stem("red")).toBe("red");
    expect(stem("ring")).toBe("ring");
  });
});

test("words are lower case, without accents, with apostrophes", () => {
  expect(wordsOf("Café OLÉ, don’t—stop! 3.5")).toEqual(["cafe", "ole", "don't", "stop", "3", "5"]);
});

test("words are found in scripts without spaces", () => {
  expect(wordsOf("返品は30日以内です")).toContain("返品");
});

test("terms exclude stop words", () => {
  expect(termsOf("How do I get my money back?")).toEqual(["monei", "back"]);
  expect(termsOf("Do you ship to the EU or the US?")).toEqual(["ship", "eu", "us"]);
});
