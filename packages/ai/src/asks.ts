import { asksUnspaced, beginsQuestion, wishesToKnow } from "./asks/question-words.ts";
import { withoutCode } from "./builtin/plain.ts";
import { tidy } from "./builtin/tidy.ts";

/** A question of 4,000 characters has asked by then, or says it in its last lines. */
const mostRead = 4000;

/**
 * Whether a message asks for information: by a question mark, by how a sentence begins, or by words such as "tell me"
 * and "I need to know", in English and, more roughly, in some twenty languages. Greetings ("how are you?"), marks
 * alone ("???") and addresses with a question mark in them ask for none.
 */
export function asksSomething(message: string): boolean {
  return sentencesOf(message).some(asks);
}

/** The first sentence of a message that asks for information, or null. */
export function questionIn(message: string): string | null {
  return sentencesOf(message).find(asks) ?? null;
}

function sentencesOf(message: string): string[] {
  const read =
    message.length <= mostRead
      ? message
      : `${message.slice(0, mostRead / 2)}\n${message.slice(-mostRead / 2)}`;
  return withoutCode(read)
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, " ")
    .split(/(?<=[.!?…;])\s+|(?<=[。！？؟])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function asks(sentence: string): boolean {
  const words = tidy(sentence).toLowerCase().replace(preamble, "").trim();
  if (words === "" || smallTalk.test(words)) return false;
  return (
    marked.test(words) || beginsQuestion.test(words) || wishesToKnow.test(words) || asksUnspaced.test(words)
  );
}

/** A question mark at the end, some marks and emoji after it or not; Greek and Arabic have their own. */
const marked = /[?？؟⁇⁈⁉;՞](?:[\s!.…"”’')\]]|\p{Extended_Pictographic}|\ufe0f)*$|[?？؟]\s/u;

/** What people put before their question. */
const preamble =
  /^(?:(?:hi+|hey+|hello+|hallo|hola|bonjour|bonsoir|ciao|guten tag|good (?:morning|afternoon|evening|day)|dear \p{L}+|ok(?:ay)?|so|and|but|or|well|um+|uh+|erm+|hm+|oh|ah|sorry|excuse me|pls|plz|please|bitte|svp|por favor|thanks|thank you|also|just|btw|by the way|anyway|then|now|actually|quick question|question|q|yes|no|yeah|right|und|aber|also|et|mais|alors|y|pero|e|a|но|а|и)(?![\p{L}\p{N}'])(?: (?:there|all|everyone|team|guys|again|bot))?[\s,.!:;–—-]*)+/u;

/** Questions that want no information: how somebody is, whether somebody is there. */
const smallTalk =
  /^(?:how (?:are|r) (?:you|u|ya)(?: (?:doing|today|all|feeling|guys))*|how(?:'s| is) (?:it going|life|things|everything)|how do you do|what(?:'s|s| is)? up|sup|wie geht(?:'?s| es)(?: dir| ihnen| euch)?|ça va|ca va|comment (?:ça va|ca va|allez-vous|vas-tu|vous allez)|qué tal|que tal|cómo estás?|como estas?|come (?:stai|va|sta)|tudo bem|как дела|(?:is )?any(?:one|body) (?:there|here|home)|(?:are )?(?:you|u) (?:still )?there|hello|hi|hey|really|ok(?:ay)?|right|what|huh|seriously|no|yes|lol|wtf|who (?:cares|knows))[\s?!.,…]*$/u;
