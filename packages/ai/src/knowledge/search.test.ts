import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Passage } from "../port.ts";
import { knowledgeIndexes } from "./cache.ts";
import { handbook, handbookQuestions, shop, shopQuestions } from "./fixtures/corpus.ts";
import { longDocument, needle } from "./fixtures/long-document.ts";
import { indexPassages } from "./search.ts";

describe("indexPassages", () => {
  test.each<[string, Passage[], [string, string][]]>([
    ["the shop's texts", shop, shopQuestions],
    ["the handbook", handbook, handbookQuestions],
  ])("finds the right passage first for 9 of 10 questions: %s", (_, passages, questions) => {
    const index = indexPassages(passages);
    const missed = questions.filter(([question, id]) => index.find(question)[0]?.piece.passageId !== id);
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(questions.length / 10);
  });

  test("finds nothing for a question of common words, or without knowledge", () => {
    expect(indexPassages(shop).find("What is it that you do?")).toEqual([]);
    expect(indexPassages([]).find("boots")).toEqual([]);
  });

  test("has a coverage of 1 when all terms of the question are there", () => {
    const [first] = indexPassages(shop).find("wet boots");
    expect(first).toMatchObject({ coverage: 1, matched: 2, piece: { passageId: "care" } });
  });

  test("finds words of other scripts", () => {
    const index = indexPassages([
      { id: "ja", title: "返品", text: "商品は30日以内に返品できます。" },
      { id: "ru", title: "Доставка", text: "Доставка занимает три дня." },
    ]);
    expect(index.find("返品はできますか")[0]?.piece.passageId).toBe("ja");
    expect(index.find("сколько длится доставка?")[0]?.piece.passageId).toBe("ru");
  });

  test("accepts any text, and keeps coverage between 0 and 1", () => {
    const passage = fc.record({ id: fc.string(), title: fc.string(), text: fc.string({ maxLength: 300 }) });
    fc.assert(
      fc.property(
        fc.array(passage, { maxLength: 4 }),
        fc.string({ maxLength: 200 }),
        (passages, question) => {
          for (const { coverage, score } of indexPassages(passages).find(question)) {
            expect(coverage).toBeGreaterThan(0);
            expect(coverage).toBeLessThanOrEqual(1 + 1e-9);
            expect(score).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});

test("finds sentences in a document of 400,000 characters, and uses the cached index from the second question on", () => {
  const question = "How much is it to park a motorcycle at night?";
  const document = longDocument();
  const ask = () => {
    // Callers read the passages anew from the database for each request, so only their content is equal.
    const [found] = knowledgeIndexes.get([structuredClone(document)]).find(question);
    expect(found?.piece).toMatchObject({ passageId: "handbook", text: expect.stringContaining(needle) });
  };
  const cpu = (run: () => void) => {
    const start = process.threadCpuUsage();
    run();
    return process.threadCpuUsage(start).user / 1000;
  };
  expect(document.text.length).toBeGreaterThan(399_000);
  expect(cpu(ask)).toBeLessThan(2000);
  expect(cpu(ask)).toBeLessThan(100);
});

describe("excerpts", () => {
  const faq = indexPassages([
    {
      id: "free",
      title: "Is it free?",
      text: "Yes. You pay nothing for it.\n\nOnly the printer costs money.",
    },
    { id: "team", title: "Questions", text: "# Can other people use it?\nEverybody may.\n\n# And you?\nNo." },
  ]);

  test.each([
    ["is it free", "Yes. You pay nothing for it.", "free"],
    ["can other people use it", "Everybody may.", "team"],
  ])("of a title that asks the same are its first sentences: %s", (question, text, passageId) => {
    expect(faq.excerpts(question)[0]).toMatchObject({ text, coverage: 1, piece: { passageId } });
  });

  test("are found in another order after another question", () => {
    const index = indexPassages([
      { id: "a", title: "Bread", text: "A loaf of bread costs two euros." },
      { id: "b", title: "Cake", text: "A piece of cake costs three euros." },
    ]);
    expect(index.excerpts("what does it cost?", "do you have cake?")[0]?.piece.passageId).toBe("b");
    expect(index.excerpts("what does it cost?", "do you have bread?")[0]?.piece.passageId).toBe("a");
  });
});
