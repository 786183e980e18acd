import { expect, test } from "vitest";
import { conceptsOf, isContent } from "./concepts.ts";

const asked = (question: string) =>
  conceptsOf(question)
    .filter(isContent)
    .map(({ forms }) => [...forms.keys()][0]);

test.each([
  ["How much does delivery cost?", ["price", "deliveri"]],
  ["Is it free?", ["costless"]],
  ["when do you open", ["#time", "open"]],
  ["How long does it take to get a refund?", ["#span", "refund"]],
  ["where are you located?", ["locat"]],
  ["where is my parcel", ["track"]],
  ["can I send the boots back", ["return", "boot"]],
  ["what's your phone number", ["phone"]],
  ["how do i get in touch", ["contact"]],
  ["do you have 2fa", ["twofactor"]],
  ["what do you want", []],
])("%s asks for %j", (question, expected) => {
  expect(asked(question.replace("?", ""))).toEqual(expected);
});

test("words with one meaning are one concept", () => {
  expect(asked("price, costs and fees")).toEqual(["price"]);
  const [price] = conceptsOf("how expensive is it");
  expect(price?.forms.get("cost")).toBeLessThan(1);
  expect(price?.forms.has("#price")).toBe(true);
});
