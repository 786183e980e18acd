import type { Lines, Memory } from "../memory.ts";
import { salientClause, sentencesOf } from "../text/clause.ts";
import { cut, plainQuote } from "../text/plain.ts";
import { openQuestion } from "./listen.ts";

const naming = /\b(?:my name is|I'm called|I am called) (?<name>\p{L}[\p{L}'-]{0,30})/iu;
const nameQuestion = /\b(?:what is|what's|do you (?:know|remember)|tell me) my name\b|^who am I$/i;
const wordsQuestion =
  /\bwhat (?:did|have) I (?:just )?(?:say|said|write|written|tell|told)\b|\bdo you remember (?:what I|me\b|anything)|\bwhat (?:have|did) we talk(?:ed)? about\b/i;

/**
 * Answers questions about the conversation itself: the person's name, their earlier words. Null for other messages.
 * @param summary of the turns before those in `memory`.
 */
export function recall(words: string, memory: Memory, summary = ""): string | null {
  const count = words.split(" ").length;
  if (count > 14) return null;
  const name = count > 6 ? undefined : naming.exec(words)?.groups?.name;
  if (name !== undefined && !nameQuestion.test(words))
    return `Noted, ${name}. ${openQuestion(memory, greeting)}`;
  if (nameQuestion.test(words)) return `${nameIn(memory, summary)} ${openQuestion(memory, after)}`;
  if (wordsQuestion.test(words)) return `${wordsIn(memory, summary)} ${openQuestion(memory, after)}`;
  return null;
}

const greeting: Lines = [
  "What brings you here?",
  "What is on your mind?",
  "What would you like to talk about?",
];
const after: Lines = [
  "What would you like to add to it?",
  "What made you ask?",
  "Where do you want to go on from there?",
];

function nameIn({ earlier }: Memory, summary: string): string {
  const name = [summary, ...earlier]
    .map((message) => naming.exec(message)?.groups?.name)
    .findLast((found) => found !== undefined);
  return name === undefined ? "You have not told me a name here." : `You wrote that your name is ${name}.`;
}

function wordsIn({ earlier }: Memory, summary: string): string {
  const before = cut(plainQuote(summary), 600).replace(/^/gm, "> ");
  if (before !== "> ") return `Of what came before I have only a summary:\n\n${before}\n\nThat is all.`;
  const clauses = earlier
    .map((message) => salientClause(sentencesOf(message))?.words)
    .filter((words) => words !== undefined);
  const first = clauses[0];
  const last = clauses.at(-1);
  if (first === undefined || last === undefined) return "This is the first thing you wrote here.";
  if (first === last) return `You wrote: “${last}”.`;
  return `I have only this page to go by: you began with “${first}”, and wrote “${last}” last.`;
}
