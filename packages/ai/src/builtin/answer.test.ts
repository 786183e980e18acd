import { describe, expect, test } from "vitest";
import { shop } from "../knowledge/fixtures/corpus.ts";
import { ask, introduced, talk } from "./fixtures/conversation.ts";

describe("the reflective listener", () => {
  test.each([
    ["I lost my keys on the train", /you lost your keys on the train/],
    ["We are moving to our new flat next month", /you are moving to your new flat/],
    ["My mother says I'm lazy", /your mother says you're lazy.*(?:they|them|you\?)/],
    ["I want to open a bakery", /you want to open a bakery.*(?:step|different|kept|idea|need)/],
    ["I can't sleep at night", /you can't sleep at night.*(?:tried|stands in the way|possible|first)/],
    ["i dont know what to do", /you don't know what to do/],
    ["My boss never listens", /your boss never listens.*(?:otherwise|exception|that way|like that)/],
    ["Because he thinks I am too slow", /he thinks you are too slow/],
    ["I got the job!!!", /you got the job.*(?:take|moment|next|first)/],
    ["I think you are wrong", /you think I am wrong/],
    ["My dog died last week", /your dog died last week.*more than a program can give/],
    ["Berlin is cold in winter", /“Berlin is cold in winter”/],
    ["WHY DO YOU NEVER ANSWER MY QUESTIONS", /why I never answer your questions/],
    ["Should I quit my job or stay?", /Two ways, then: quit your job, or stay/],
    ["I can't decide between tea and coffee", /Two ways, then: tea, or coffee\./],
    ["What do you think about the climate?", /no views|no opinions|little to tell/],
    ["I'm bored", /“I'm bored”.*“bored”/],
    ["why am I always late?", /You ask why you are always late\./],
    ["What is the capital of France?", /“What is the capital of France”/],
    ["Can you write me a poem about bread?", /You ask me to write you a poem about bread\./],
    ["translate this: bonjour", /You ask me to translate this/],
    ["pizza", /“pizza”/],
    ["Hi there, I lost my keys", /you lost your keys/],
    ["I had a long day. The train was late. But I finished my book.", /you finished your book/],
  ])("%s", (message, expected) => {
    expect(ask(message).text).toMatch(expected);
  });

  test.each(["I feel sad", "I'm so tired of everything", "I am happy today", "I was angry and felt alone"])(
    "quotes a feeling and makes no claim about it: %s",
    (message) => {
      const { text } = ask(message);
      expect(text).toContain(`“${message}”`);
      expect(text.replace(/“[^”]*”/g, "")).not.toMatch(
        /\byou(?:'re| are)? (?:feel|felt|sad|tired|happy|angry|alone)/i,
      );
    },
  );

  test("ends with one open question", () => {
    const messages = [
      "I lost my keys",
      "My boss never listens to me",
      "I feel sad",
      "pizza",
      "yes",
      "Can you sing?",
      "why am I late?",
      "hello",
      "thanks",
    ];
    for (const text of [...messages.map((message) => ask(message).text), ...talk(messages)]) {
      expect(text.match(/\?/g), text).toHaveLength(1);
      expect(text, text).toMatch(/(?:What|Who|Whom|Which|Where|When|How|Whose)\b[^.?]*\?$/);
    }
  });
});

describe("unusual input", () => {
  test.each([
    ["", /no words|no words|Nothing|empty/i],
    ["   \n", /words|Nothing|empty/i],
    ["...?!", /words|Nothing|empty/i],
    ["😀😀", /^😀 😀: .*\?$/],
    ["👩‍👩‍👧🎉❤️🔥", /and more/],
    ["```js\nconst a = 1;\n```", /code/],
    ["function x() {\n  return 1;\n}", /3 lines with code/],
    ["SELECT * FROM users", /code/],
    ["Ich habe heute keine Lust und weiß nicht warum", /nur Englisch/],
    ["Je ne comprends pas ce que vous dites", /que l'anglais/],
    ["こんにちは、元気ですか", /英語/],
    ["Как у тебя дела сегодня?", /английский/],
    ["Što radiš danas, prijatelju moj", /“Što radiš danas, prijatelju moj”/],
  ])("%j", (message, expected) => {
    expect(ask(message).text).toMatch(expected);
  });

  test("the answer to a very long message refers to one sentence", () => {
    const long = `${"Then the train stopped again and we waited for an hour in the rain. ".repeat(100)}I missed my flight.`;
    expect(ask(long).text).toMatch(
      /^That is about 1,?\d{3} words, and I take up one thing.*you missed your flight/s,
    );
  });

  test("removes markup from quoted words", () => {
    expect(ask("<img src=x onerror=alert(1)> I lost my keys").text).toMatch(/you lost your keys/);
    expect(ask("[click me](javascript:alert(1)) is what I found").text).toContain("click me is what I found");
  });

  test("an agent's name can't put markup into the introduction", () => {
    const { text } = ask("hello", { before: [], name: "<script>x</script> [a](b)\n# B" });
    expect(text).not.toMatch(/[<>[\]#]/);
  });
});

describe("danger", () => {
  test.each([
    "I want to kill myself",
    "my husband hits me",
    "I'm going to stab my boss",
    "my father is not breathing",
  ])("gets emergency numbers and nothing else: %s", (message) => {
    for (const before of [[], [introduced]]) {
      const { text, citations } = ask(message, { knowledge: shop, before });
      expect(text).toContain(
        "call your local emergency number (112 in most of Europe, 911 in the US and Canada, 999 in the UK)",
      );
      expect(text).not.toContain(message);
      expect(citations).toEqual([]);
    }
  });

  test("takes precedence over the rest of the message", () => {
    expect(ask("Thanks! Do you ship to Norway? I want to kill myself", { knowledge: shop }).text).toContain(
      "988",
    );
  });

  test("gets another wording when repeated, and affects the next answers", () => {
    const [first, second, after, later] = talk([
      "I want to die",
      "I want to die",
      "ok",
      "I lost my keys and my phone today",
    ]);
    expect(second).not.toBe(first);
    expect(second).toContain("988");
    expect(after).toMatch(/emergency number.*(?:with you|call next|safer|knows)/s);
    expect(later).toMatch(/emergency number.*you lost your keys/s);
  });

  test("gets a first sentence in the language of the message", () => {
    expect(ask("Ich will nicht mehr leben, ich will sterben").text).toMatch(
      /^Wenn .* 112 an\.\n\nWhat you wrote/,
    );
  });
});

describe("the introduction", () => {
  test("is given once, with the first answer that is not about danger", () => {
    const texts = talk([
      "I want to die",
      "My keys are lost and so is my phone",
      "I lost my bag too",
      "what are you?",
    ]);
    expect(texts.map((text) => text.includes("Parley's built-in responder"))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  test("follows a first answer that quotes, and is not given in a conversation whose beginning is summarized", () => {
    const first = ask("Do you ship to Norway?", { knowledge: shop, before: [] }).text;
    expect(first).toMatch(/^From “Shipping”:\n\n> We deliver .*\n\nI am Parley's built-in responder, not a/);
    const later = ask("Do you ship to Norway?", { knowledge: shop, before: [], earlier: "They said hello." });
    expect(later.text).toBe(first.replace(/\n\nI am .*$/, ""));
  });

  test("greets with the titles of the knowledge", () => {
    expect(ask("hi", { before: [], knowledge: shop }).text).toMatch(
      /^Hello\. I am Parley's.* given: “Returns and refunds”, “Shipping”, “Finding your size”, “Caring for leather”, and 4 more\..*\?$/,
    );
  });
});
