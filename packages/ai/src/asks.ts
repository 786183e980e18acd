import { aboutResponder } from "./asks/about-responder.ts";
import { indirectQuestion, questionStart, unspacedQuestion } from "./asks/question-words.ts";
import { withoutCode } from "./builtin/text/plain.ts";
import { tidy } from "./builtin/text/tidy.ts";

/** Of a longer message only the beginning and the end are read, where questions stand. */
const maxCharactersRead = 4000;

/**
 * Whether a message contains a question: by a question mark, by the beginning of a sentence, or by phrases such as
 * "tell me" and "I need to know", in English and, less precisely, in some twenty languages. Greetings ("how are you?"),
 * questions about who answers ("are you a bot?"), punctuation alone ("???") and URLs with a question mark do not count.
 */
export function asksSomething(message: string): boolean {
  return sentencesOf(message).some(isQuestion);
}

/** The first sentence of a message that is a question, or null. */
export function questionIn(message: string): string | null {
  return sentencesOf(message).find(isQuestion) ?? null;
}

function sentencesOf(message: string): string[] {
  const read =
    message.length <= maxCharactersRead
      ? message
      : `${message.slice(0, maxCharactersRead / 2)}\n${message.slice(-maxCharactersRead / 2)}`;
  return withoutCode(read)
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, " ")
    .split(/(?<=[.!?…;])\s+|(?<=[。！？؟])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function isQuestion(sentence: string): boolean {
  const words = tidy(sentence).toLowerCase().replace(preamble, "").trim();
  if (words === "" || smallTalk.test(words) || aboutResponder(words.replace(/[\s?!.…]+$/, "")) !== null)
    return false;
  return (
    questionMark.test(words) ||
    questionStart.test(words) ||
    indirectQuestion.test(words) ||
    unspacedQuestion.test(words)
  );
}

/** A question mark at the end, optionally followed by other marks and emoji. Greek and Arabic have marks of their own. */
const questionMark = /[?？؟⁇⁈⁉;՞](?:[\s!.…"”’')\]]|\p{Extended_Pictographic}|\ufe0f)*$|[?？؟]\s/u;

/** Phrases before a question: greetings, interjections, conjunctions. */
const preamble =
  /^(?:(?:hi+|hey+|hello+|hallo|hola|bonjour|bonsoir|ciao|guten tag|good (?:morning|afternoon|evening|day)|dear \p{L}+|ok(?:ay)?|so|and|but|or|well|um+|uh+|erm+|hm+|oh|ah|sorry|excuse me|pls|plz|please|bitte|svp|por favor|thanks|thank you|also|just|btw|by the way|anyway|then|now|actually|quick question|question|q|yes|no|yeah|right|und|aber|also|et|mais|alors|y|pero|e|a|но|а|и)(?![\p{L}\p{N}'])(?: (?:there|all|everyone|team|guys|again|bot))?[\s,.!:;–—-]*)+/u;

/** Questions that request no information. */
const smallTalk =
  /^(?:how (?:are|r) (?:you|u|ya)(?: (?:doing|today|all|feeling|guys))*|how(?:'s| is) (?:it going|life|things|everything)|how do you do|what(?:'s|s| is)? up|sup|wie geht(?:'?s| es)(?: dir| ihnen| euch)?|ça va|ca va|comment (?:ça va|ca va|allez-vous|vas-tu|vous allez)|qué tal|que tal|cómo estás?|como estas?|come (?:stai|va|sta)|tudo bem|как дела|(?:is )?any(?:one|body) (?:there|here|home)|(?:are )?(?:you|u) (?:still )?there|hello|hi|hey|really|ok(?:ay)?|right|what|huh|seriously|no|yes|lol|wtf|who (?:cares|knows))[\s?!.,…]*$/u;
