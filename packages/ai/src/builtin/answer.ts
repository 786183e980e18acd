import type { Citation, ReplyRequest } from "../port.ts";
import { disclosure, introductionOfQuotes, shortIntroduction } from "./about.ts";
import { answerToForeign } from "./answers/foreign.ts";
import { listenTo, openQuestion } from "./answers/listen.ts";
import { answerToCode, answerWithoutWords } from "./answers/odd-input.ts";
import { answerToChoice, answerToQuestion, answerToRequest } from "./answers/questions.ts";
import { type Quoted, quoteFrom } from "./answers/quote.ts";
import { recall } from "./answers/recall.ts";
import { smallTalk } from "./answers/small-talk.ts";
import { afterDanger, nextStep, urgentAnswer } from "./answers/urgent.ts";
import { dangerIn } from "./danger.ts";
import { type Lines, type Memory, pick, remember } from "./memory.ts";
import { type Clause, salientClause, sentencesOf } from "./text/clause.ts";
import { foreignLanguage } from "./text/language.ts";
import { cut, plainWords } from "./text/plain.ts";
import { tidy } from "./text/tidy.ts";

/** `urgent`: the answer is to danger, now or just before, and must not be shortened. */
export type Answer = { text: string; citations: Citation[]; urgent: boolean };

/** The longest answer, in characters. */
export const maxCharacters = 1200;
/** To a message longer than this, the answer says that it refers to one sentence of it. */
const longMessage = 700;
/** Characters of a message that are read; the API allows 10,000. */
const maxCharactersRead = 20_000;

/**
 * The built-in engine's answer to the newest user turn. Pure: equal requests get equal answers. The first that applies
 * answers: danger, a message without words, questions about the conversation, small talk, the agent's knowledge, code, a
 * language other than English, a reflective listener. The first answer introduces the responder.
 */
export function answerTo(request: ReplyRequest): Answer {
  const { newest, memory } = remember(request.history, request.earlier);
  const message = newest.slice(0, maxCharactersRead);
  const language = foreignLanguage(message);
  const danger = dangerIn(message);
  if (danger !== null) return { text: urgentAnswer(danger, language, memory), citations: [], urgent: true };

  const isAfterDanger = memory.earlier.slice(-2).some((earlier) => dangerIn(earlier) !== null);
  const { text, citations } =
    isAfterDanger && message.split(/\s+/).length < 6
      ? { text: nextStep(memory), citations: [] }
      : ordinaryAnswer(message, request, memory);
  const before: string[] = [];
  if (isAfterDanger) before.push(afterDanger(memory));
  const after: string[] = [];
  if (!memory.introduced && !text.includes(disclosure)) {
    if (citations.length > 0) after.push(introductionOfQuotes);
    else before.push(shortIntroduction(request.knowledge));
  }
  return {
    text: cut([...before, text, ...after].join("\n\n"), maxCharacters),
    citations,
    urgent: isAfterDanger,
  };
}

function ordinaryAnswer(message: string, request: ReplyRequest, memory: Memory): Quoted {
  const words = plainWords(tidy(message)).replace(/[\s.!?,…:-]+$/, "");
  const conversational =
    answerWithoutWords(message, memory) ??
    recall(words, memory, request.earlier) ??
    smallTalk(words, request, memory);
  if (conversational !== null) return { text: conversational, citations: [] };

  const sentences = sentencesOf(message);
  const quoted = quoteFrom(request.knowledge, sentences, memory);
  if (quoted !== null) return quoted;

  const language = foreignLanguage(message);
  const text =
    answerToCode(message, memory) ??
    (language === null
      ? reflectiveAnswer(message, sentences, request, memory)
      : answerToForeign(message, language, memory));
  return { text, citations: [] };
}

function reflectiveAnswer(
  message: string,
  sentences: readonly Clause[],
  request: ReplyRequest,
  memory: Memory,
): string {
  const clause = salientClause(sentences);
  if (clause === null) return openQuestion(memory);
  const { words, question } = clause;
  if (memory.earlier.some((earlier) => earlier.trim() === message.trim()))
    return answerToRepetition(words, memory);
  const long = message.length > longMessage;
  const lead = long ? `That is about ${wordCount(message)} words, and I take up one thing from them. ` : "";
  const direct = answerToChoice(words, memory) ?? answerToRequest(words, memory);
  if (direct !== null) return lead + direct;
  if (question) return lead + answerToQuestion(words, request.knowledge, memory);
  const few = words.split(" ").length < 3 && !wholeSentence.test(words);
  return lead + (few ? answerToFewWords(words, memory) : listenTo(words, memory));
}

const wholeSentence = /^(?:I|I'm|it's|he's|she's|we're|they're|that's) \w/i;

/** Answers a message of one or two words. */
function answerToFewWords(words: string, memory: Memory): string {
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

/** Answers a message that repeats an earlier one. */
function answerToRepetition(words: string, memory: Memory): string {
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
