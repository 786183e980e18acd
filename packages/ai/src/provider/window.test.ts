import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Turn } from "../port.ts";
import { splitHistory } from "../window.ts";
import { openingOf, windowOf } from "./window.ts";

const user = (content: string): Turn => ({ role: "user", content });
const assistant = (content: string): Turn => ({ role: "assistant", content });

describe("windowOf", () => {
  test("keeps a short conversation whole", () => {
    const history = [user("a"), assistant("b"), user("c")];
    expect(windowOf(history, 100)).toEqual(history);
  });

  test("drops whole turns, the oldest first", () => {
    const history = [
      user("1".repeat(50)),
      assistant("2".repeat(50)),
      user("3".repeat(50)),
      user("4".repeat(40)),
    ];
    expect(windowOf(history, 100)).toEqual(history.slice(2));
  });

  test("begins and ends with the user", () => {
    expect(windowOf([assistant("welcome"), user("a"), assistant("b")], 100)).toEqual([user("a")]);
    expect(windowOf([user("x".repeat(99)), assistant("b"), user("c")], 100)).toEqual([user("c")]);
  });

  test("omits empty turns, and is empty without text of the user", () => {
    expect(windowOf([user("a"), assistant(" "), user("\n"), user("b")], 100)).toEqual([user("a"), user("b")]);
    expect(windowOf([assistant("a"), user("  ")], 100)).toEqual([]);
  });

  test("shortens the newest message in its middle when it alone exceeds the limit", () => {
    const [turn] = windowOf([user("old"), user(`begin${"x".repeat(200)}end`)], 100);
    expect(turn?.content).toMatch(/^begin.*\n\[… 108 characters left out …\]\n.*end$/s);
  });

  test("keeps the newest user turn and the limit for any history", () => {
    const turn = fc.record({
      role: fc.constantFrom("user" as const, "assistant" as const),
      content: fc.string({ maxLength: 60 }),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 12 }), fc.integer({ min: 20, max: 200 }), (history, most) => {
        const kept = windowOf(history, most);
        const newest = history.findLast(({ role, content }) => role === "user" && content.trim() !== "");
        expect(kept.length > 0).toBe(newest !== undefined);
        if (newest === undefined) return;
        expect(kept[0]?.role).toBe("user");
        expect(kept.at(-1)?.role).toBe("user");
        if (newest.content.length <= most) expect(kept.at(-1)).toEqual(newest);
        const noteLength = 40;
        expect(kept.reduce((sum, { content }) => sum + content.length, 0)).toBeLessThanOrEqual(
          most + noteLength,
        );
      }),
    );
  });
});

test("openingOf returns the assistant's opening turns that are in the window", () => {
  const history = [
    assistant("welcome"),
    assistant(" "),
    assistant("how can I help?"),
    user("a"),
    assistant("b"),
  ];
  expect(openingOf(history, 100)).toEqual(["welcome", "how can I help?"]);
  expect(openingOf([...history, user("x".repeat(90))], 100)).toEqual([]);
  expect(openingOf([user("a")], 100)).toEqual([]);
});

test("windowOf is the same for what splitHistory shows as for the whole history", () => {
  const turn = fc.record({
    role: fc.constantFrom("user" as const, "assistant" as const),
    content: fc.oneof(fc.constant(""), fc.constant(" "), fc.string({ maxLength: 60 })),
  });
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 12 }), fc.integer({ min: 0, max: 200 }), (history, most) => {
      const { older, shown } = splitHistory(history, most);
      expect([...older, ...shown]).toEqual(history);
      const sent = windowOf(history, most);
      expect(windowOf(shown, most)).toEqual(sent);
      // Each user turn with text is either in the window or in `older`.
      const userTurns = (turns: Turn[]) =>
        turns.filter(({ role, content }) => role === "user" && content.trim());
      expect(userTurns(older).length + sent.filter(({ role }) => role === "user").length).toBe(
        userTurns(history).length,
      );
      if (older.length > 0 && sent.length > 0) expect(openingOf(history, most)).toEqual([]);
    }),
  );
});
