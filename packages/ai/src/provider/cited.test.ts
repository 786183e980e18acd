import { expect, test } from "vitest";
import { shop } from "../knowledge/fixtures/corpus.ts";
import { longDocument, needle } from "../knowledge/fixtures/long-document.ts";
import { citationsIn } from "./cited.ts";

test("a title in quotation marks is cited with the best piece for the reply", () => {
  const reply = "According to “Shipping.” a tracking number is mailed to you once the parcel is on its way.";
  expect(citationsIn(reply, shop)).toEqual([
    { passageId: "shipping", title: "Shipping", quote: expect.stringContaining("tracking number by email") },
  ]);
});

test("a title without quotation marks is not a citation", () => {
  expect(citationsIn("Shipping is free, and your account shows it.", shop)).toEqual([]);
  expect(citationsIn('They call it "shipping and handling".', shop)).toEqual([]);
});

test("the quote from a long document matches the text around its title", () => {
  const document = longDocument();
  const reply = `Our rooms have a view. ${"The house was built long ago. ".repeat(40)}

A motorcycle may stand behind the brewery for eleven euros, says "Handbook". ${"You are welcome at any time. ".repeat(40)}`;
  const [citation] = citationsIn(reply, [...shop, document]);
  expect(citation).toMatchObject({ passageId: "handbook", title: "Handbook" });
  expect(citation?.quote).toContain(needle);
  expect(citation?.quote.length).toBeLessThanOrEqual(480);
});

test("without text around the title the quote is the beginning of the passage", () => {
  expect(citationsIn('"Shipping"', shop)[0]?.quote).toMatch(/^We deliver to all countries/);
});

test("an empty document is cited with an empty quote", () => {
  expect(citationsIn('See "Nothing".', [{ id: "n", title: "Nothing", text: "" }])).toEqual([
    { passageId: "n", title: "Nothing", quote: "" },
  ]);
});
