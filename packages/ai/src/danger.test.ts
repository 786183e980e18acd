import { expect, test } from "vitest";
import { careAnswer, dangerIn } from "./danger.ts";

test.each([
  ["I want to kill myself", /988/],
  ["my husband hits me", /1-800-799-7233/],
  ["I'm going to kill him", /put distance/],
  ["my father is not breathing", /minutes count/],
])("the answer to %s names services for that danger", (message, help) => {
  expect(dangerIn(message)).not.toBeNull();
  expect(careAnswer(message)).toMatch(help);
  expect(careAnswer(message)).toMatch(/112 in most of Europe/);
  expect(careAnswer(message)).toBe(careAnswer(message));
});

test.each([
  ["Ich will sterben, ich kann nicht mehr", /^Wenn Sie oder jemand anderes in Gefahr sind/],
  ["Хочу умереть", /^Если вы или кто-то другой в опасности/],
  ["ya no quiero vivir, quiero morir", /^Si usted u otra persona está en peligro/],
])("begins in the language of: %s", (message, first) => {
  expect(careAnswer(message)).toMatch(first);
});

test("a message without detected danger gets the answer for self-harm", () => {
  expect(dangerIn("The ladder is red")).toBeNull();
  expect(careAnswer("The ladder is red")).toBe(careAnswer("I want to die"));
});
