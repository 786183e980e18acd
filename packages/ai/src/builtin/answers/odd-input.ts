import { type Lines, type Memory, pick } from "../memory.ts";
import { withoutCode } from "../text/plain.ts";
import { openQuestion } from "./listen.ts";

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

const noWords: Lines = [
  "There were no words in that message.",
  "I see marks, and no words.",
  "Nothing to read this time.",
  "An empty line.",
];
const wordsWanted: Lines = [
  "What would you like to write?",
  "What is on your mind?",
  "Where shall we begin?",
  "What did you want to say?",
];
const pictures: Lines = [
  "no words this time.",
  "that can mean many things.",
  "I can't read much from a picture.",
];
const picturesMeant: Lines = [
  "Which words would go with it?",
  "What is the story behind it?",
  "What set it off?",
];
const codeUnread: Lines = [
  "I can neither run nor read code.",
  "Code is only text to me: I can't say whether it is right.",
  "I can't check it.",
];
const codeMeant: Lines = [
  "What should it do, and what does it do instead?",
  "What have you found out about it so far?",
  "Where does it first go wrong?",
  "How would you explain it line by line to somebody?",
];

/** Answers a message without words: empty, punctuation only, emoji only. Null when there are words. */
export function answerWithoutWords(message: string, memory: Memory): string | null {
  if (/[\p{L}\p{N}]/u.test(message)) return null;
  const emoji = [...graphemes.segment(message.slice(0, 500))]
    .map((part) => part.segment)
    .filter((part) => /\p{Extended_Pictographic}/u.test(part));
  if (emoji.length === 0) return `${pick(noWords, memory)} ${openQuestion(memory, wordsWanted)}`;
  const few = emoji.slice(0, 3).filter((part) => part.length <= 16);
  const shown = (few.join(" ") || "An emoji") + (emoji.length > 3 ? " and more" : "");
  return `${shown}: ${pick(pictures, memory)} ${openQuestion(memory, picturesMeant)}`;
}

/** Answers a message that is mostly code, or has a fenced code block. Null for other messages. */
export function answerToCode(message: string, memory: Memory): string | null {
  const lines = message
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.slice(0, 300));
  const fenced = message.includes("```") && withoutCode(message).length < message.length;
  if (!fenced && !mostlyCode(lines)) return null;
  const count = lines.length === 1 ? "a line of code" : `${lines.length} lines with code in them`;
  return `That is ${count}. ${pick(codeUnread, memory)} ${openQuestion(memory, codeMeant)}`;
}

const codeLine =
  /[{};]\s*$|^\s*(?:def|function|const|let|var|import|from|class|return|public|private|static|if ?\(|for ?\(|while ?\(|#include|package|func|fn|SELECT|INSERT|UPDATE|CREATE|<\/?[a-z][^>]*>|@\w+|\$ ?\w+|sudo|npm|git|curl)\b|=>|:=|===|!==|\w\(.*\)\s*[;{:]?\s*$|^\s*[\w.]+ = .+[([{"']/;
/** For a single line, which needs stronger evidence: prose may end in a bracket too. */
const plainlyCode =
  /[{};]\s*$|=>|^\s*<[a-z][^>]*>.*<\/|^\s*(?:SELECT .+ FROM|def \w+\(|function \w*\(|const \w+ =|import .+ from|#include)/;

function mostlyCode(lines: readonly string[]): boolean {
  if (lines.length === 1) return plainlyCode.test(lines[0] ?? "");
  const code = lines.filter((line) => codeLine.test(line)).length;
  return code >= 2 && code >= lines.length / 2;
}
