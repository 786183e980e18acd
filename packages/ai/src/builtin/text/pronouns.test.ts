import { describe, expect, test } from "vitest";
import { reflectedQuestion } from "../answers/echo.ts";
import { reflected } from "./pronouns.ts";

describe("reflected", () => {
  test.each([
    ["I lost my keys", "you lost your keys"],
    ["I am late", "you are late"],
    ["I'm late and I've no excuse", "you're late and you've no excuse"],
    ["I was really late", "you were really late"],
    ["I really was late", "you really were late"],
    ["I wasn't there", "you weren't there"],
    ["he was late and I was not", "he was late and you were not"],
    ["my sister was late", "your sister was late"],
    ["that book is mine", "that book is yours"],
    ["I blame myself", "you blame yourself"],
    ["we are moving to our new flat", "you are moving to your new flat"],
    ["he told me, and us", "he told you, and you"],
    ["I like you", "you like me"],
    ["I think you are wrong about me", "you think I am wrong about you"],
    ["you don't understand me", "I don't understand you"],
    ["I told you about your mistake", "you told me about my mistake"],
    ["I wonder what you think", "you wonder what I think"],
    ["are you my friend", "am I your friend"],
    [
      "my friend said that you're a robot, and I'd agree",
      "your friend said that I'm a robot, and you'd agree",
    ],
    ["Berlin is cold", "Berlin is cold"],
  ])("%s → %s", (clause, expected) => {
    expect(reflected(clause)).toBe(expected);
  });

  test.each(["I saw you yesterday", "the more you eat", "it is what you two wanted"])(
    "is null for ambiguous words: %s",
    (clause) => {
      expect(reflected(clause)).toBeNull();
    },
  );
});

describe("reflectedQuestion", () => {
  test.each([
    ["why am I so tired", "why you are so tired"],
    ["how can I help my brother", "how you can help your brother"],
    ["why do I always lose", "why you always lose"],
    ["where is my car parked", "where your car is parked"],
    ["what should we do", "what you should do"],
    ["why are you here", "why I am here"],
  ])("%s → %s", (clause, expected) => {
    expect(reflectedQuestion(clause)).toBe(expected);
  });

  test.each(["what is the capital of France", "why did he leave", "who am", "is it late"])(
    "is null for: %s",
    (clause) => {
      expect(reflectedQuestion(clause)).toBeNull();
    },
  );
});
