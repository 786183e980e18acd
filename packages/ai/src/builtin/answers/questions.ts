import type { Passage } from "../../port.ts";
import { abilities, titlesOf } from "../about.ts";
import { type Lines, type Memory, pick } from "../memory.ts";
import { reflected } from "../text/pronouns.ts";
import { lowerFirst, reflectedQuestion } from "./echo.ts";
import { openQuestion } from "./listen.ts";

const request =
  /^(?:please |now |just |then |hey,? )*(?:(?:can|could|would|will) you (?:please )?)?(?<task>(?:write|tell|make|give|create|draw|translate|summari[sz]e|explain|describe|calculate|compute|list|show|find|search|look up|book|order|buy|call|send|remind|play|open|generate|code|fix|solve|recommend|suggest|help|teach|sing|repeat|say|compare|rewrite|correct|check|plan|imagine|pretend|act|ignore|forget|stop|continue|answer|read)\b.*)$/i;
/** Questions about the responder itself. Others with "you", such as "Do you sell bread?", are about the agent's business. */
const aboutYou =
  /^(?:are|were) you\b|^(?:what|how) do you (?:think|feel|like|believe|want)\b|^(?:do|did|can|could|would|have|will|don't) you (?:ever |really |even |still |also )*(?:like|love|hate|feel|think|believe|remember|dream|sleep|eat|drink|enjoy|want|wish|hope|know|care|understand|hear|see|learn|get|cry|laugh|lie|trust|miss|need|mind|agree|prefer|been|had|seen|met)\b/i;
const choices = [
  /\b(?:should I|do I|shall I|whether to|whether I should)\b (?<one>.{2,60}?),? or (?:should I |do I |shall I |to )?(?<two>.{2,60})$/i,
  /\b(?:(?:decide|choose|choosing|torn|choice|hesitate) (?:between|on)|choose) (?<one>.{2,40}?) (?:or|and) (?<two>.{2,40})$/i,
];

const beyondMe: Lines = [
  "That is more than searching, quoting and asking, which is what I can do.",
  "That is beyond me: I search, quote and ask.",
  "I can't do that, and would rather say so than pretend.",
];
const ownWork: Lines = [
  "How would you begin it yourself?",
  "What should it contain above all?",
  "What would you do with the result?",
  "What have you got so far?",
];
const noTexts: Lines = [
  "I have nothing to look that up in, and I don't guess.",
  "I was given no texts, so there is nothing I could quote.",
  "I can't know that: I have only what you write here.",
];
const ownAnswer: Lines = [
  "What do you know about it already?",
  "What answer would help you most?",
  "Where would you look first?",
  "What would the answer change?",
  "What made you think of it now?",
  "Who could know?",
];
const twoWays: Lines = [
  "What speaks for each of them?",
  "Which of them would you regret not having tried?",
  "What would you tell a friend who stood before them?",
  "What would you lose with each?",
];
const yourView: Lines = [
  "What is your own answer to that?",
  "What made you ask?",
  "What would you hope to hear?",
  "How is it for you?",
];

/** Answers a request for a task that needs a model. Null when the words are no request. */
export function answerToRequest(words: string, memory: Memory): string | null {
  const task = request.exec(words)?.groups?.task;
  if (task === undefined) return null;
  const back = task.endsWith("…") ? null : reflected(lowerFirst(task));
  const lead = back === null ? `You ask for this: “${task}”.` : `You ask me to ${back}.`;
  return `${lead} ${pick(beyondMe, memory)} ${openQuestion(memory, ownWork)}`;
}

/** Answers a question about a choice. Null when the words name no two options. */
export function answerToChoice(words: string, memory: Memory): string | null {
  const named = choices.map((choice) => choice.exec(words)?.groups).find((groups) => groups !== undefined);
  if (named?.one === undefined || named.two === undefined) return null;
  const [one, two] = [named.one, named.two].map((option) => reflected(option) ?? option);
  return `Two ways, then: ${one}, or ${two}. ${openQuestion(memory, twoWays)}`;
}

/** Answers a question that has no match in the knowledge. */
export function answerToQuestion(words: string, knowledge: readonly Passage[], memory: Memory): string {
  if (aboutYou.test(words)) return `${aboutMe(knowledge, memory)} ${openQuestion(memory, yourView)}`;

  if (knowledge.length > 0) return nothingFound(knowledge, memory);
  const back = reflectedQuestion(words);
  const lead = back === null ? `Your question: “${words}”.` : `You ask ${back}.`;
  return `${lead} ${pick(noTexts, memory)} ${openQuestion(memory, ownAnswer)}`;
}

function nothingFound(knowledge: readonly Passage[], memory: Memory): string {
  const titles = titlesOf(knowledge);
  return pick(
    [
      `I found nothing on that in what I was given: ${titles}. Perhaps other words find it.`,
      `The texts I can search say nothing on that. They are ${titles}.`,
      `None of my texts answers that, and I don't guess. I can quote from ${titles}.`,
    ],
    memory,
  );
}

function aboutMe(knowledge: readonly Passage[], memory: Memory): string {
  return pick(
    [
      "I have no views, memories or plans of my own: I am a small program.",
      "There is less behind these lines than it may look: no opinions, no memory beyond this page, no plans.",
      `About me there is little to tell. ${abilities(knowledge)}`,
    ],
    memory,
  );
}
