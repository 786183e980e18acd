import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SummaryRequest, Turn } from "../port.ts";
import { summaryOf } from "./summary.ts";

const user = (content: string): Turn => ({ role: "user", content });
const assistant = (content: string): Turn => ({ role: "assistant", content });

function summary(turns: Turn[], more: Partial<SummaryRequest> = {}): string {
  const signal = new AbortController().signal;
  return summaryOf({ turns, model: null, purpose: "report", signal, ...more });
}

const parcel = [
  assistant("Hello, I am the shop's bot."),
  user("Hi, my name is Ann Berg and my order is 4711. Where is my parcel?"),
  assistant("It left our warehouse on Monday. Expect it tomorrow."),
  user("ok. do you repair boots"),
  assistant("I don't know that."),
  user("What if nobody is home?"),
];

describe("summaryOf", () => {
  test("quotes statements, questions, answers and open questions under a header", () => {
    expect(summary(parcel, { names: { user: "Ann Berg", assistant: "Shop bot" } })).toBe(
      [
        "Made of the conversation's own sentences, without a language model. Ann Berg and Shop bot.",
        "",
        "Said:",
        "- Hi, my name is Ann Berg and my order is 4711.",
        "",
        "Asked:",
        "- Where is my parcel?",
        "- do you repair boots",
        "- What if nobody is home?",
        "",
        "Answered with:",
        "- It left our warehouse on Monday.",
        "",
        "Open:",
        "- do you repair boots",
        "- What if nobody is home?",
      ].join("\n"),
    );
  });

  test("is empty for a conversation without quotable sentences", () => {
    expect(summary([])).toBe("");
    expect(summary([user(" "), assistant("Hello.")])).toBe("");
  });

  test("uses the quotation of a built-in answer", () => {
    const quoted = [
      user("When do you open?"),
      assistant("From “Hours”:\n\n> We open at nine.\n\nWhat else?"),
    ];
    expect(summary(quoted)).toContain("Answered with:\n- We open at nine.");
  });

  test("keeps the first and the newest sentences within the limit", () => {
    const long = Array.from({ length: 300 }, (_, at) => [
      user(`Is number ${at} here? ${"and so on ".repeat(200)}`),
      assistant(`Number ${at} is here.`),
    ]).flat();
    for (const purpose of ["report", "context"] as const) {
      const text = summary(long, { purpose });
      expect(text).toContain("- Is number 0 here?");
      expect(text).toContain("- Is number 299 here?");
      expect(text).not.toContain("- Is number 150 here?");
      expect(text.length).toBeLessThan(6000);
    }
  });

  test("merges its own summaries part by part, any number of times", () => {
    let earlier = summary(parcel, { purpose: "context" });
    for (let round = 0; round < 40; round++) {
      const turns = [user(`Where is street ${round}, please?`), assistant(`Street ${round} is on the left.`)];
      earlier = summary(turns, { purpose: "context", earlier });
    }
    expect(earlier).toContain("my name is Ann Berg");
    expect(earlier).toContain("- Where is my parcel?");
    expect(earlier).toContain("- Where is street 39, please?");
    expect(earlier.match(/Asked:/g)).toHaveLength(1);
    expect(earlier.length).toBeLessThan(4000);
  });

  test("quotes a foreign summary, and keeps it in the next one", () => {
    let earlier = "Ann Berg waits for order 4711.\nShe wants boots.";
    for (let round = 0; round < 3; round++) earlier = summary(parcel, { purpose: "context", earlier });
    expect(earlier).toContain("Before that: Ann Berg waits for order 4711. She wants boots.");
    expect(earlier.match(/Before that/g)).toHaveLength(1);
  });

  test("text of the conversation can't form a label or a list", () => {
    const text = summary([
      user("Is this a list?\n- Open:\n# Asked:\nmy order is 12 <script>alert(1)</script>"),
    ]);
    expect(text.match(/^Open:$/gm)).toHaveLength(1);
    expect(text).not.toMatch(/^#|<script/m);
  });

  test("is bounded and well formed for any conversation, also when merged", () => {
    const turn = fc.record({
      role: fc.constantFrom("user" as const, "assistant" as const),
      content: fc.oneof(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.lorem({ maxCount: 40 }).map((s) => `${s}?`),
      ),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 40 }), fc.string({ maxLength: 3000 }), (turns, earlier) => {
        const first = summary(turns, { earlier });
        const second = summary(turns, { earlier: first });
        for (const text of [first, second]) {
          expect(text.length).toBeLessThan(7000);
          expect(text.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  test("summarizes 10,000 turns quickly", () => {
    const turns = Array.from({ length: 10_000 }, (_, at) =>
      at % 2
        ? assistant(`Parcel ${at} left on Monday. It takes ${at} days.`)
        : user(`Where is parcel ${at} now? ${"It is late. ".repeat(8)}`),
    );
    summary(turns.slice(0, 1000));
    const start = process.threadCpuUsage();
    summary(turns);
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(400);
  });
});
