import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shop } from "../knowledge/fixtures/corpus.ts";
import { answerTo, maxCharacters } from "./answer.ts";
import { ask, talk } from "./fixtures/conversation.ts";

describe("any message", () => {
  const words = fc.constantFrom(
    "I",
    "you",
    "me",
    "my",
    "am",
    "are",
    "was",
    "feel",
    "sad",
    "because",
    "but",
    "never",
    "why",
    "do",
    "should",
    "or",
    "boots",
    "Norway",
    "<script>",
    "</script>",
    "<img onerror=x>",
    "javascript:alert(1)",
    "[a](javascript:b)",
    "```",
    "\n",
    "\n\n",
    "…",
    "?",
    "!",
    ".",
    ",",
    "😀",
    "\u0000",
    "\u202e",
    "ß",
    "你好",
    "hello",
    "thanks",
    "more",
    "https://x.example",
    "data:text/html,x",
    "$&",
    "$1",
    "\\",
    "#",
    ">",
    "1.",
  );
  const message = fc.oneof(
    fc.array(words, { maxLength: 40 }).map((list) => list.join(" ")),
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.lorem({ maxCount: 300 }),
  );
  const passage = fc.record({ id: fc.uuid(), title: message, text: message });
  const conversation = fc.record({
    history: fc.array(
      fc.record({ role: fc.constantFrom("user" as const, "assistant" as const), content: message }),
      {
        maxLength: 8,
      },
    ),
    knowledge: fc.oneof(fc.constant(shop), fc.array(passage, { maxLength: 3 })),
    agent: fc.record({ name: message, systemPrompt: message, model: fc.constant(null) }),
  });
  const signal = new AbortController().signal;

  test("gets a bounded, deterministic answer without active markup", () => {
    fc.assert(
      fc.property(conversation, (request) => {
        const answer = answerTo({ ...request, signal });
        const { text, citations } = answer;
        expect(text.trim()).not.toBe("");
        expect(text.length).toBeLessThanOrEqual(maxCharacters);
        expect(text).not.toMatch(/<[a-z!/?]|javascript:\S|data:text\/html|\]\(|\u202e/i);
        expect(text).not.toContain("\u0000");
        expect(text.isWellFormed()).toBe(true);
        for (const citation of citations) {
          expect(request.knowledge.map(({ id }) => id)).toContain(citation.passageId);
        }
        expect(answerTo({ ...request, signal })).toEqual(answer);
      }),
      { numRuns: 400 },
    );
  });

  test("gets no answer twice in a conversation", () => {
    const short = fc.constantFrom(
      "ok",
      "yes",
      "hello",
      "I lost my keys",
      "...",
      "why?",
      "I feel sad",
      "test",
      "what are you?",
      "😀",
    );
    fc.assert(
      fc.property(fc.array(short, { minLength: 2, maxLength: 12 }), (messages) => {
        const answers = talk(messages);
        expect(new Set(answers).size).toBe(answers.length);
      }),
      { numRuns: 150 },
    );
  });
});

test("answers any 10,000 characters quickly", () => {
  for (const unit of [
    "a",
    "a ",
    "I want to ",
    "<",
    "<a",
    "[",
    "](",
    "é",
    "…",
    ". ",
    "\n",
    "because ",
    "you ",
    "😀",
    "http://",
    "@",
    "- ",
  ]) {
    const message = unit.repeat(10_000 / unit.length);
    const start = process.threadCpuUsage();
    ask(message, { knowledge: shop });
    expect(process.threadCpuUsage(start).user / 1000, JSON.stringify(unit)).toBeLessThan(200);
  }
});
