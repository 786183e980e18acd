import { describe, expect, test } from "vitest";
import { type Danger, dangerIn } from "./danger.ts";

const urgent: [string, Danger][] = [
  ["I want to kill myself", "self-harm"],
  ["i wanna kill my self", "self-harm"],
  ["I WANT TO DIE", "self-harm"],
  ["honestly i just want to die.", "self-harm"],
  ["I've been thinking about suicide a lot", "self-harm"],
  ["im suicidal", "self-harm"],
  ["I don't want to live anymore", "self-harm"],
  ["i dont want to be here any more", "self-harm"],
  ["I don’t want to wake up", "self-harm"],
  ["everyone would be better off without me", "self-harm"],
  ["there's no reason to go on", "self-harm"],
  ["Life isn't worth living", "self-harm"],
  ["I started cutting myself again", "self-harm"],
  ["I hurt myself when I'm sad", "self-harm"],
  ["I took all my pills", "self-harm"],
  ["I'm planning to end my life tonight", "self-harm"],
  ["my friend says she wants to end it all", "self-harm"],
  ["My sister tried to hang herself", "self-harm"],
  ["I can't go on", "self-harm"],
  ["Ich will sterben", "self-harm"],
  ["quiero morir", "self-harm"],
  ["je veux mourir", "self-harm"],
  ["死にたい", "self-harm"],
  ["Хочу умереть", "self-harm"],
  ["my husband hits me", "abuse"],
  ["my boyfriend choked me last night", "abuse"],
  ["My dad beats me when he is drunk", "abuse"],
  ["I was raped", "abuse"],
  ["he threatened to kill me", "abuse"],
  ["I'm not safe at home", "abuse"],
  ["my uncle keeps touching me", "abuse"],
  ["I'm scared he will kill me", "abuse"],
  ["someone is stalking me", "abuse"],
  ["I am being abused by my partner", "abuse"],
  ["I'm going to kill him", "violence"],
  ["i will stab my boss", "violence"],
  ["I want to hurt my brother", "violence"],
  ["I'll bring a gun to school tomorrow", "violence"],
  ["we are going to beat him up", "violence"],
  ["There is a man with a knife and he is coming closer", "violence"],
  ["I think I'm having a heart attack", "medical"],
  ["my father is not breathing", "medical"],
  ["she is unconscious", "medical"],
];

const harmless = [
  "How do I kill a process on Linux?",
  "This bug is killing me",
  "I could kill for a coffee",
  "I'm dying to see the film",
  "that cake is to die for",
  "I nearly died of laughter",
  "I want to kill time until the train comes",
  "We killed it at the presentation",
  "Have you seen Suicide Squad?",
  "I shot myself in the foot with that email",
  "I cut myself shaving",
  "I hurt myself playing football",
  "Shoot me an email",
  "I want to beat my brother at chess",
  "She beats me at chess every time",
  "He kicked me out of the group chat",
  "It hit me that I forgot her birthday",
  "she hit me up on Instagram",
  "I don't want to live in Berlin any longer than I have to",
  "I don't want to go on holiday",
  "I take my life seriously",
  "My plants are dying",
  "My phone died",
  "The battery is dead",
  "He murdered that song",
  "I would never hurt him",
  "I don't want to hurt her",
  "we can't kill people in this game",
  "The meeting was murder",
  "deadline tomorrow, I'm in trouble",
  "I'm so tired of this job",
  "He has a strong opinion on that",
  "I need a break from my boss",
  "Can you kill the background music for them?",
  "What does your warranty cover?",
];

describe("dangerIn", () => {
  test.each(urgent)("finds danger in: %s", (message, kind) => {
    expect(dangerIn(message)).toBe(kind);
  });

  test.each(harmless)("finds none in: %s", (message) => {
    expect(dangerIn(message)).toBeNull();
  });

  test("finds danger in the middle of a long message", () => {
    const filler = "We talked about the weather and the new kitchen. ".repeat(100);
    expect(dangerIn(`${filler}I want to kill myself. ${filler}`)).toBe("self-harm");
  });

  test("reads any 10,000 characters in a few milliseconds", () => {
    for (const unit of ["i want to ", "he ", "I really really ", "aaaa", "kill "]) {
      const text = unit.repeat(Math.ceil(10_000 / unit.length));
      const start = process.threadCpuUsage();
      dangerIn(text);
      expect(process.threadCpuUsage(start).user).toBeLessThan(100_000);
    }
  });
});
