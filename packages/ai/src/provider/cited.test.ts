import { expect, test } from "vitest";
import { shop } from "../knowledge/fixtures/corpus.ts";
import { citationsIn } from "./cited.ts";

test("a title in quotation marks is cited with the piece that fits the reply best", () => {
  const reply = "According to “Shipping.” a tracking number is mailed to you once the parcel is on its way.";
  expect(citationsIn(reply, shop)).toEqual([
    { passageId: "shipping", title: "Shipping", quote: expect.stringContaining("tracking number by email") },
  ]);
});

test("a word that happens to be a title is no citation", () => {
  expect(citationsIn("Shipping is free, and your account shows it.", shop)).toEqual([]);
  expect(citationsIn('They call it "shipping and handling".', shop)).toEqual([]);
});
