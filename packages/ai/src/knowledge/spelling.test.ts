import { expect, test } from "vitest";
import { spellingsOf } from "./spelling.ts";

const words = ["return", "refund", "referral", "appointment", "delivery", "slice", "book", "workshop"];

test.each([
  ["retrun", ["return"]],
  ["refferal", ["referral"]],
  ["apointment", ["appointment"]],
  ["delivry", ["delivery"]],
  ["deliverry", ["delivery"]],
  ["workshops", ["workshop"]],
  ["works", ["workshop"]],
  ["slack", []],
  ["boot", []],
  ["eturn", []],
  ["2024", []],
])("%s is corrected to %j", (word, expected) => {
  expect(spellingsOf(word, words)).toEqual(expected);
});
