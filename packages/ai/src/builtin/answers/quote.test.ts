import { describe, expect, test } from "vitest";
import { shop, shopQuestions, unanswered } from "../../knowledge/fixtures/corpus.ts";
import { ask, talk } from "../fixtures/conversation.ts";

describe("knowledge", () => {
  test("is quoted with its title, and cited", () => {
    const { text, citations } = ask("Do you ship to Norway?", { knowledge: shop });
    expect(text).toMatch(/^From “Shipping”:\n\n> We deliver to all countries of the EU, to Norway/);
    expect(citations).toEqual([
      {
        passageId: "shipping",
        title: "Shipping",
        quote: "We deliver to all countries of the EU, to Norway and to Switzerland.",
      },
    ]);
  });

  test("answers at least 17 of 20 questions with the right passage, and quotes nothing for the others", () => {
    const right = shopQuestions.filter(
      ([question, id]) => ask(question, { knowledge: shop }).citations[0]?.passageId === id,
    );
    expect(right.length).toBeGreaterThanOrEqual(17);
    for (const question of unanswered) {
      expect(ask(question, { knowledge: shop }).citations, question).toEqual([]);
    }
  });

  test.each([
    "Thanks, and do you ship to Norway?",
    "Sorry, do you ship to Norway?",
    "Hi! My name is Anna. I wonder whether you ship to Norway.",
    "How can you help me to ship to Norway?",
    "What are you doing about parcels to Norway?",
  ])("takes precedence over small talk: %s", (message) => {
    expect(ask(message, { knowledge: shop }).citations[0]?.passageId).toBe("shipping");
  });

  test("without the answer is listed by its titles", () => {
    const texts = talk(["hello", "Do you sell bicycles?", "Do you sell cars?", "Do you sell bread?"], shop);
    expect(texts.join("\n")).toMatch(
      /nothing on that in what I was given: “Returns and refunds”, .* and 4 more/,
    );
  });

  test("is not quoted twice: the rest of the paragraph follows, the next one, then a remark that there is no more", () => {
    const texts = talk(["Do you ship to Norway?", "tell me more", "more", "Do you ship to Norway?"], shop);
    expect(texts[0]).toContain("> We deliver");
    expect(texts[1]).toContain("> Orders over 60 euros travel free");
    expect(texts[2]).toContain("> Parcels leave");
    expect(texts[3]).toMatch(/quoted|above/);
    expect(texts[3]).not.toContain("> ");
  });

  test("is quoted in any language it is written in", () => {
    const knowledge = [
      { id: "r", title: "Rückgabe", text: "Sie können alles innerhalb von 30 Tagen zurückgeben." },
    ];
    const { citations } = ask("Wie kann ich etwas zurückgeben?", { knowledge });
    expect(citations[0]?.passageId).toBe("r");
  });

  test("is quoted without tags", () => {
    const knowledge = [{ id: "x", title: "<b>Fees</b>", text: "Fees: <script>alert(1)</script> five euros" }];
    const { text, citations } = ask("what are the fees?", { knowledge });
    expect(text).toMatch(/^From “Fees”/);
    expect(text + citations[0]?.quote).not.toMatch(/<\/?[a-z]/);
  });
});
