import { type Lines, type Memory, pick } from "../memory.ts";
import { statedFeeling } from "../text/feelings.ts";
import { reflected } from "../text/pronouns.ts";

const ofFeeling = /\b(?:feel|feels|felt|feelings?)\b/i;
/** Words that can begin a "that …" clause. A sentence with another beginning is quoted unchanged. */
const opening =
  /^(?:I|I'm|I've|I'd|I'll|my|we|we're|we've|our|he|she|they|it|it's|he's|she's|they're|this|that|there|there's|the|these|those|some|nobody|everyone|everybody|nothing|everything|someone|people|a|an)(?= )/i;

/**
 * Reflects the person's words: with pronouns swapped where that is unambiguous, otherwise as a quotation. Statements of
 * feelings are always quoted, because a reflected one would claim to know what the person feels.
 */
export function echo(words: string, memory: Memory): string {
  const reason = /^(?:and |but )?because (.+)$/i.exec(words)?.[1];
  const statement = reason ?? words.replace(/^(?:but|and|so|then|well|also),? (?=\S)/i, "");
  const safe =
    opening.test(statement) &&
    !statement.endsWith("…") &&
    !ofFeeling.test(statement) &&
    !statedFeeling.test(statement);
  const back = safe ? reflected(lowerFirst(statement)) : null;
  if (back === null) return `${pick(quoting, memory)} “${words}”.`;
  return `${pick(reason === undefined ? reporting : reasoning, memory)} ${back}.`;
}

const quoting: Lines = ["You wrote:", "Your words:", "I read:", "You put it like this:"];
const reporting: Lines = [
  "You wrote that",
  "So, as you put it,",
  "What I have from you:",
  "In your words,",
  "You say that",
];
const reasoning: Lines = [
  "The reason you give:",
  "You write that it is because",
  "As the reason you name that",
];

/** A question as an indirect one: "why am I tired" gives "why you are tired". Null when the word order is ambiguous. */
export function reflectedQuestion(words: string): string | null {
  const parts =
    /^(?<ask>why|how|when|where|what|who|which \w+|how \w+) (?<aux>am|is|are|was|were|can|can't|could|should|will|would|do|did|don't) (?<who>I|we|you|he|she|they|it|this|that|my \w+|the \w+)(?<rest> .+)?$/i.exec(
      words,
    )?.groups;
  if (parts === undefined) return null;
  const { ask = "", aux = "", who = "", rest = "" } = parts;
  if (/^(?:what|who)$/i.test(ask) && / /.test(who)) return null;
  const plainDo = /^do$/i.test(aux);
  if (/^(?:did|don't)$/i.test(aux)) return null;
  const back = reflected(plainDo ? `${who}${rest}` : `${who} ${aux.toLowerCase()}${rest}`);
  return back === null ? null : `${ask.toLowerCase()} ${back}`;
}

export function lowerFirst(words: string): string {
  return /^(?:I\b|I')/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
