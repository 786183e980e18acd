import { expect, test } from "vitest";
import type { Turn } from "../../port.ts";
import { answerTo } from "../answer.ts";

function answer(question: string, earlier?: string, before: Turn[] = []): string {
  return answerTo({
    agent: { name: "Ada", systemPrompt: "", model: null },
    knowledge: [],
    ...(earlier === undefined ? {} : { earlier }),
    history: [...before, { role: "user", content: question }],
    signal: new AbortController().signal,
  }).text;
}

test("earlier turns are quoted from their summary", () => {
  const earlier = "Said:\n- My name is Ann, and my order is 4711. <b>[x](javascript:y)</b>";
  expect(answer("What did I say?", earlier)).toContain(
    "Of what came before I have only a summary:\n\n> Said:\n> - My name is Ann, and my order is 4711. x",
  );
  expect(answer("What is my name?", earlier)).toContain("You wrote that your name is Ann.");
});

test("a name in a later turn takes precedence over the summary's", () => {
  const since: Turn[] = [{ role: "user", content: "my name is Berta" }];
  expect(answer("What is my name?", "My name is Ann.", since)).toContain("your name is Berta");
});

test("without a summary only the turns are quoted", () => {
  expect(answer("What did I say?")).toContain("This is the first thing you wrote here.");
  expect(answer("What did I say?", " ")).toContain("This is the first thing you wrote here.");
});
