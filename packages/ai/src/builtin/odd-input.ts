import { openQuestion } from "./listen.ts";
import { type Memory, pick } from "./memory.ts";
import { withoutCode } from "./plain.ts";

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
const codeLine =
  /[{};]\s*$|^\s*(?:def|function|const|let|var|import|from|class|return|public|private|static|if ?\(|for ?\(|while ?\(|#include|package|func|fn|SELECT|INSERT|UPDATE|CREATE|<\/?[a-z][^>]*>|@\w+|\$ ?\w+|sudo|npm|git|curl)\b|=>|:=|===|!==|\w\(.*\)\s*[;{:]?\s*$|^\s*[\w.]+ = .+[([{"']/;

/** Answers to a message without words: nothing, marks only, emoji only. Null when there are words. */
export function answerWithoutWords(message: string, memory: Memory): string | null {
  if (/[\p{L}\p{N}]/u.test(message)) return null;
  const emoji = [...graphemes.segment(message)]
    .map((part) => part.segment)
    .filter((part) => /\p{Extended_Pictographic}/u.test(part));
  if (emoji.length > 0) {
    const few =
      emoji
        .slice(0, 3)
        .filter((part) => part.length <= 16)
        .join(" ") || "An emoji";
    return `${few}${emoji.length > 3 ? " and more" : ""}: ${pick(["no words this time.", "that can mean many things.", "I can't read much from a picture."], memory)} ${openQuestion(memory, ["Which words would go with it?", "What is the story behind it?", "What set it off?"])}`;
  }
  return `${pick(["There were no words in that message.", "I see marks, and no words.", "Nothing to read this time.", "An empty line."], memory)} ${openQuestion(memory, ["What would you like to write?", "What is on your mind?", "Where shall we begin?", "What did you want to say?"])}`;
}

/** Answers to a message that is mostly code; null when it is not. */
export function answerToCode(message: string, memory: Memory): string | null {
  const prose = withoutCode(message);
  const fenced = prose.length < message.length && /```/.test(message);
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  const code = lines.filter((line) => codeLine.test(line)).length;
  const mostly =
    code >= 2
      ? code >= lines.length / 2
      : lines.length === 1 &&
        /[{};]\s*$|=>|^\s*<[a-z][^>]*>.*<\/|^\s*(?:SELECT .+ FROM|def \w+\(|function \w*\(|const \w+ =|import .+ from|#include)/.test(
          message,
        );
  if (!fenced && !mostly) return null;
  const count = lines.length === 1 ? "a line of code" : `${lines.length} lines with code in them`;
  return `That is ${count}. ${pick(["I can neither run nor read code.", "Code is only text to me: I can't say whether it is right.", "I can't check it."], memory)} ${openQuestion(memory, ["What should it do, and what does it do instead?", "What have you found out about it so far?", "Where does it first go wrong?", "How would you explain it line by line to somebody?"])}`;
}
