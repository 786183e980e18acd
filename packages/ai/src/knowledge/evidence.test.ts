import { expect, test } from "vitest";
import { evidenceIn } from "./evidence.ts";

test.each([
  ["It costs 4.90 euros.", ["#price", "#number"]],
  ["From €5", ["#price", "#number"]],
  ["Entry is free.", ["#price"]],
  ["You are free to go.", []],
  ["We open at 10 am.", ["#time", "#number"]],
  ["The shop opens at nine.", ["#time", "#number"]],
  ["Breakfast is served from 7 to 10 in the garden room.", ["#time", "#number"]],
  ["Between 9 and 17", ["#time", "#number"]],
  ["Delivery is free from 50 euros.", ["#price", "#number"]],
  ["From 12 kg on, at 4.90", ["#number"]],
  ["At 20 % discount from 3 pieces", ["#number"]],
  ["Until 18:30 on weekdays", ["#time", "#number"]],
  ["It takes two working days.", ["#span", "#number"]],
  ["We are at Harbour Street 8.", ["#address", "#place", "#number"]],
  ["Lindenstraße 14", ["#address", "#place", "#number"]],
  ["Encrypted at rest", []],
  ["Call 0221 555 0199.", ["#phone", "#number"]],
  ["Write to help@example.com.", ["#email"]],
])("%s", (text, expected) => {
  expect(evidenceIn(text)).toEqual(expected);
});
