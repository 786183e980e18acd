import { describe, expect, test } from "vitest";
import { around, sentencesIn } from "./sentences.ts";

const textsIn = (text: string) => sentencesIn(text).map((sentence) => sentence.text);

describe("sentencesIn", () => {
  test.each([
    ["One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]],
    [
      "It costs 4.90 euros, e.g. Dr. Miller pays it. Then more.",
      ["It costs 4.90 euros, e.g. Dr. Miller pays it.", "Then more."],
    ],
    ["He said “no.” She left.", ["He said “no.”", "She left."]],
    ["30日以内です。送料は無料です。", ["30日以内です。", "送料は無料です。"]],
    [
      "We are open\n- on weekdays\n- from nine. Not later",
      ["We are open", "- on weekdays", "- from nine. Not later"],
    ],
    ["", []],
  ])("%j", (text, expected) => {
    expect(textsIn(text)).toEqual(expected);
  });
});

describe("around", () => {
  const quoted = (text: string, at: number) => {
    const sentences = sentencesIn(text);
    return around(sentences, at).map((index) => sentences[index]?.text);
  };

  test("is the sentence alone", () => {
    const text = "The first one is red. The second one is blue. The third one is green.";
    expect(quoted(text, 1)).toEqual(["The second one is blue."]);
  });

  test("has the next sentence when it says nothing alone", () => {
    expect(quoted("Yes. You can pay by card. Or in cash.", 0)).toEqual(["Yes.", "You can pay by card."]);
  });

  test("has the sentence that it refers to, and the one that limits it", () => {
    const text = "The shop is in Cologne. It is open on Monday. Otherwise it is closed. Dogs may come.";
    expect(quoted(text, 1)).toEqual([
      "The shop is in Cologne.",
      "It is open on Monday.",
      "Otherwise it is closed.",
    ]);
  });

  test("does not cross paragraphs, except from a question to its answer", () => {
    expect(quoted("One is red.\nIt is open.", 1)).toEqual(["It is open."]);
    expect(quoted("Can I pay by card?\nYes, and in cash.", 0)).toEqual([
      "Can I pay by card?",
      "Yes, and in cash.",
    ]);
  });

  test("has a short list and all steps with their introduction, and one item of a long list", () => {
    expect(quoted("We are open:\n- on weekdays\n- on Sunday", 2)).toHaveLength(3);
    const long = Array.from({ length: 9 }, (_, at) => `Item ${at} of the list with some more words`);
    expect(quoted(`The list:\n${long.map((item) => `- ${item}`).join("\n")}`, 3)).toEqual([
      "The list:",
      "- Item 2 of the list with some more words",
    ]);
    expect(quoted(`Do this:\n${long.map((item, at) => `${at + 1}. ${item}`).join("\n")}`, 3)).toHaveLength(
      10,
    );
  });
});
