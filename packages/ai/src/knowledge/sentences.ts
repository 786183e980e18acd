/** A sentence or a line of a text. */
export type Sentence = {
  text: string;
  /** Whether it is an item of a list. */
  item: boolean;
  /** Whether it introduces the list below it. */
  introduces: boolean;
  /** Whether the next sentence continues its paragraph. */
  goesOn: boolean;
};

const itemStart = /^\s*(?:[-*+•–]|\d{1,2}[.)])\s+/;
/** The end of a sentence, unless an abbreviation ends there or a lower-case letter follows. */
const sentenceEnd =
  /(?<!\b(?:e\.g|i\.e|approx|ca|dr|mr|mrs|ms|st|no|nr|vs|z\.b|bzw|incl|tel|min|max)\.)(?<=[.!?…]["”’)\]]*)\s+(?=["“„‘(]?[\p{Lu}\p{N}])|(?<=[。！？])/giu;

/** The sentences of a text, and the lines of its lists, in order. */
export function sentencesIn(text: string): Sentence[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.flatMap((line, at): Sentence[] => {
    if (itemStart.test(line)) return [{ text: line.trim(), item: true, introduces: false, goesOn: false }];
    const parts = line
      .trim()
      .split(sentenceEnd)
      .filter((part) => part.trim() !== "");
    const beforeList = itemStart.test(lines[at + 1] ?? "");
    return parts.map((part, index) => {
      const last = index === parts.length - 1;
      return { text: part, item: false, introduces: beforeList && last, goesOn: !last };
    });
  });
}
/** Beginnings by which a sentence depends on the one before it. */
const refersBack =
  /^(?:it|they|this|that|these|those|he|she|its|their|there|then|later|after that|before that|below that|above that|otherwise|but|however|so|also|if not|if so|in that case|only then|until then|for that|from then|from other|from there)\b/i;
/** Of those, the ones that limit what the sentence before says. */
const limits =
  /^(?:later|after that|before that|below that|above that|otherwise|but|however|if not|in that case|only then|until then|from other|from then)\b/i;

/** A sentence as short as "Yes." says nothing alone. */
const tooShort = 16;
/** A longer list is not quoted whole when one item of it answers. */
const shortList = 240;

/**
 * The indexes of the sentences to quote for the one that answers: it alone; with the one before when it refers to it; with
 * the next when that limits it, when it is very short, or a question; with its list.
 */
export function around(sentences: readonly Sentence[], at: number): number[] {
  const sentence = sentences[at];
  if (sentence === undefined) return [];
  if (sentence.item || sentence.introduces) return listAround(sentences, at);
  const before = refersBack.test(sentence.text) && sentences[at - 1]?.goesOn ? [at - 1] : [];
  const next = sentences[at + 1];
  const limited =
    sentence.goesOn && next !== undefined && (limits.test(next.text) || sentence.text.length < tooShort);
  const answered = sentence.text.endsWith("?") && next?.item === false;
  return [...before, at, ...(limited || answered ? [at + 1] : [])];
}

function listAround(sentences: readonly Sentence[], at: number): number[] {
  let first = at;
  while (sentences[first]?.item && sentences[first - 1]?.item) first--;
  if (sentences[first - 1]?.introduces) first--;
  let last = at;
  while (sentences[last + 1]?.item) last++;
  const list = sentences.slice(first, last + 1);
  const isSteps = list.some(({ item, text }) => item && /^\d/.test(text));
  const characters = list.reduce((sum, { text }) => sum + text.length, 0);
  if (isSteps || characters <= shortList || sentences[at]?.introduces)
    return list.map((_, index) => first + index);
  return sentences[first]?.introduces ? [first, at] : [at];
}
