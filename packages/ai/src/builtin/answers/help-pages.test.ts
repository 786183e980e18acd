import { expect, test } from "vitest";
import { guesthouse } from "../../knowledge/fixtures/guesthouse.ts";
import type { HelpPage } from "../../knowledge/fixtures/help-pages.ts";
import { library } from "../../knowledge/fixtures/library.ts";
import { notesApp } from "../../knowledge/fixtures/notes-app.ts";
import { outdoorShop } from "../../knowledge/fixtures/outdoor-shop.ts";
import { practice } from "../../knowledge/fixtures/practice.ts";
import { ask, talk } from "../fixtures/conversation.ts";

const quoteFor = (page: HelpPage, question: string) =>
  ask(question, { knowledge: page.passages }).citations[0];

const outcomes = (page: HelpPage) =>
  page.answered.map(([question, passageId, says]) => {
    const found = quoteFor(page, question);
    const isRight = found?.passageId === passageId && says.test(found.quote);
    return { question, quote: found?.quote, isRight };
  });

test.each<[HelpPage, { recall: number; precision: number }]>([
  [outdoorShop, { recall: 0.95, precision: 0.95 }],
  [practice, { recall: 0.95, precision: 0.95 }],
  [notesApp, { recall: 0.95, precision: 0.95 }],
  [guesthouse, { recall: 0.9, precision: 0.9 }],
  [library, { recall: 0.8, precision: 0.85 }],
])("people's questions are answered by the right sentence: $name", (page, least) => {
  const all = outcomes(page);
  const right = all.filter(({ isRight }) => isRight).length;
  const quoted = all.filter(({ quote }) => quote !== undefined);
  const wrong = JSON.stringify(
    all.filter(({ isRight }) => !isRight),
    null,
    2,
  );
  expect(right / all.length, wrong).toBeGreaterThanOrEqual(least.recall);
  expect(right / quoted.length, wrong).toBeGreaterThanOrEqual(least.precision);
  const characters = quoted.reduce((sum, { quote = "" }) => sum + quote.length, 0);
  expect(characters / quoted.length).toBeLessThan(100);
});

const unanswered = [outdoorShop, practice, notesApp, guesthouse, library].flatMap((page) =>
  page.unanswered.map((question) => ({ page, question })),
);

test.each(unanswered)(
  "nothing is quoted for what $page.name does not say: $question",
  ({ page, question }) => {
    expect(quoteFor(page, question)).toBeUndefined();
  },
);

const titles = [outdoorShop, practice, notesApp, guesthouse, library].flatMap((page) =>
  page.passages.map(({ id, title }) => ({ page, id, title })),
);

test.each(titles)("a question for a title is answered from its text: $title", ({ page, id, title }) => {
  expect(quoteFor(page, `What do you know about “${title}”?`)?.passageId).toBe(id);
});

test("a question that points back is answered from the subject of the one before", () => {
  const answers = (...questions: string[]) => talk(questions, outdoorShop.passages).at(-1);
  expect(answers("how long does delivery take", "is it free?")).toContain("> Delivery is free from 50 euros");
  expect(answers("how do i return something", "how long?")).toContain("30 days");
  expect(answers("how long?")).not.toContain("> ");
});
