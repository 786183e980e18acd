import { expect, test } from "vitest";
import type { Turn } from "./port.ts";
import { splitHistory, windowCharacters } from "./window.ts";

const user = (content: string): Turn => ({ role: "user", content });
const assistant = (content: string): Turn => ({ role: "assistant", content });

test("older is empty while the conversation fits, including a greeting", () => {
  const history = [assistant("welcome"), user("a"), assistant("b"), user("c")];
  expect(splitHistory(history)).toEqual({ older: [], shown: history });
  expect(splitHistory([])).toEqual({ older: [], shown: [] });
});

test("shown are the newest turns that fit, starting with a user turn", () => {
  const history = [
    user("1".repeat(40)),
    assistant("2".repeat(40)),
    user("3".repeat(40)),
    assistant("4"),
    user("5"),
  ];
  expect(splitHistory(history, 90)).toEqual({ older: history.slice(0, 2), shown: history.slice(2) });
  expect(splitHistory(history, 41)).toEqual({ older: history.slice(0, 4), shown: history.slice(4) });
});

test("a newest message above the limit is shown alone", () => {
  const history = [user("a"), assistant("b"), user("x".repeat(200))];
  expect(splitHistory(history, 100).older).toEqual(history.slice(0, 2));
});

test("turns after the newest user turn are shown", () => {
  const history = [user("x".repeat(99)), user("a"), assistant("y".repeat(200))];
  expect(splitHistory(history, 100)).toEqual({ older: [], shown: history });
});

test("splits a conversation of assistant turns alone", () => {
  const history = [assistant("x".repeat(80)), assistant("y".repeat(80))];
  expect(splitHistory(history, 100)).toEqual({ older: [history[0]], shown: [history[1]] });
});

test("splits 10,000 turns quickly", () => {
  const history = Array.from({ length: 10_000 }, (_, at) => (at % 2 ? assistant : user)(`${at} `.repeat(20)));
  const { older, shown } = splitHistory(history);
  expect(older.length + shown.length).toBe(10_000);
  expect(shown.reduce((sum, { content }) => sum + content.length, 0)).toBeLessThanOrEqual(windowCharacters);
  expect(shown.at(-2)?.content).toMatch(/^9998/);
});
