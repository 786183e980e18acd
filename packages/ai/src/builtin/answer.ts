import type { Citation, ReplyRequest } from "../port.ts";
import { disclosure, shortIntroduction } from "./about.ts";
import { answerToChoice, answerToQuestion, answerToRequest } from "./asked.ts";
import { type Clause, sentencesOf, tellingClause } from "./clause.ts";
import { dangerIn } from "./danger.ts";
import { answerToForeign } from "./foreign.ts";
import { foreignLanguage } from "./language.ts";
import { listenTo, openQuestion } from "./listen.ts";
import { type Lines, type Memory, pick, remember } from "./memory.ts";
import { answerToCode, answerWithoutWords } from "./odd-input.ts";
import { cut, plainWords } from "./plain.ts";
import { type Quoted, quoteFrom } from "./quote.ts";
import { recall } from "./recall.ts";
import { smallTalk } from "./small-talk.ts";
import { tidy } from "./tidy.ts";
import { afterDanger, nextStep, urgentAnswer } from "./urgent.ts";

/** `urgent`: somebody is or just was in danger, and the answer must not be shortened. */
export type Answer = { text: string; citations: Citation[]; urgent: boolean };

/** No answer is longer than this many characters. */
export const mostCharacters = 1200;
/** From here on a message is long, and the answer says that it takes up one sentence of it. */
const longMessage = 700;
/** No message is read further than this; the API allows 10,000 characters. */
const mostRead = 20_000;

/**
 * The built-in engine's answer to the newest user turn. Pure: the same request gives the same answer. In this order: somebody in
 * danger, a message without words, code, small talk, the agent's knowledge, a language that is not English, and then a
 * listener that takes up the person's words. The first answer says what is answering.
 */
export function answerTo(request: ReplyRequest): Answer {
  const { newest, memory } = remember(request.history);
  const message = newest.slice(0, mostRead);
  const language = foreignLanguage(message);
  const danger = dangerIn(message);
  if (danger !== null) return { text: urgentAnswer(danger, language, memory), citations: [], urgent: true };

  const afterwards = memory.earlier.slice(-2).some((earlier) => dangerIn(earlier) !== null);
  const { text, citations } =
    afterwards && message.split(/\s+/).length < 6
      ? { text: nextStep(memory), citations: [] }
      : ordinaryAnswer(message, request, memory);
  const before: string[] = [];
  if (afterwards) before.push(afterDanger(memory));
  if (!memory.introduced && !text.includes(disclosure)) before.push(shortIntroduction(request.knowledge));
  return { text: cut([...before, text].join("\n\n"), mostCharacters), citations, urgent: afterwards };
}

function ordinaryAnswer(message: string, request: ReplyRequest, memory: Memory): Quoted {
  const words = plainWords(tidy(message)).replace(/[\s.!?,…:-]+$/, "");
  const early =
    answerWithoutWords(message, memory) ??
    recall(words, memory, request.earlier) ??
    smallTalk(words, request, memory);
  if (early !== null) return { text: early, citations: [] };

  const sentences = sentencesOf(message);
  const quoted = quoteFrom(request.knowledge, sentences, memory);
  if (quoted !== null) return quoted;

  const language = foreignLanguage(message);
  const text =
    answerToCode(message, memory) ??
    (language === null
      ? listened(message, sentences, request, memory)
      : answerToForeign(message, language, memory));
  return { text, citations: [] };
}

function listened(
  message: string,
  sentences: readonly Clause[],
  request: ReplyRequest,
  memory: Memory,
): string {
  const clause = tellingClause(sentences);
  if (clause === null) return openQuestion(memory);
  const { words, question } = clause;
  if (memory.earlier.some((earlier) => earlier.trim() === message.trim()))
    return writtenBefore(words, memory);
  const long = message.length > longMessage;
  const lead = long ? `That is about ${wordCount(message)} words, and I take up one thing from them. ` : "";
  const asked = answerToChoice(words, memory) ?? answerToRequest(words, memory);
  if (asked !== null) return lead + asked;
  if (question) return lead + answerToQuestion(words, request.knowledge, memory);
  const few = words.split(" ").length < 3 && !wholeSentence.test(words);
  return lead + (few ? fewWords(words, memory) : listenTo(words, memory));
}

const wholeSentence = /^(?:I|I'm|it's|he's|she's|we're|they're|that's) \w/i;

/** A word or two say little alone: the answer asks what belongs to them, or how they fit to what came before. */
function fewWords(words: string, memory: Memory): string {
  const leads: Lines = [
    `“${words}”: a short word can hold much.`,
    `“${words}”, then.`,
    `You wrote just “${words}”.`,
  ];
  const ask: Lines = [
    "What comes to mind with it?",
    "What is it about that?",
    "What would the whole sentence be?",
    "How does it fit with what you wrote before?",
  ];
  return `${pick(leads, memory)} ${openQuestion(memory, ask)}`;
}

/** For a message that came before, word for word. */
function writtenBefore(words: string, memory: Memory): string {
  const leads: Lines = [
    `You wrote that before: “${words}”.`,
    `Again: “${words}”.`,
    `“${words}”, once more.`,
    `The same words as before: “${words}”.`,
  ];
  const ask: Lines = [
    "What did my answer miss?",
    "What is it that keeps bringing it back?",
    "How would you put it in other words?",
  ];
  return `${pick(leads, memory)} ${openQuestion(memory, ask)}`;
}

function wordCount(message: string): number {
  const count = message.split(/\s+/).length;
  return count < 100 ? count : Math.round(count / 10) * 10;
}
