import type { Passage, ReplyRequest } from "../port.ts";
import { cut, plainWords } from "./text/plain.ts";

/** Stated once in a conversation. Its presence in the history shows that the introduction was given. */
export const disclosure = "Parley's built-in responder, not a language model";

/** What the responder is, and its abilities and limits. */
export function introduction({ agent, knowledge }: ReplyRequest): string {
  return `I am ${disclosure}: I answer for ${nameOf(agent.name)}. ${abilities(knowledge)}`;
}

/** The introduction in one sentence, to precede a first answer that quotes nothing. */
export function shortIntroduction(knowledge: readonly Passage[]): string {
  return knowledge.length === 0
    ? `I am ${disclosure}, so I can only pick up what you write and ask.`
    : `I am ${disclosure}, so I can quote what I was given, or pick up what you write and ask.`;
}

/** The introduction in one sentence, to follow a first answer that is a quotation. */
export const introductionOfQuotes = `I am ${disclosure}: I answer by quoting what I was given.`;

/** The abilities alone, for when the introduction was given before. */
export function abilities(knowledge: readonly Passage[]): string {
  return knowledge.length === 0
    ? "I can pick up your words and ask about them. I was given no texts to search, and I can't look anything up or write for you."
    : `I can search and quote what I was given: ${titlesOf(knowledge)}. I can't look anything up elsewhere or write for you.`;
}

/** The first titles of the knowledge, as examples of available topics. */
export function titlesOf(knowledge: readonly Passage[]): string {
  const titles = [...new Set(knowledge.map(({ title }) => cut(plainWords(title), 50)))].filter(
    (title) => title !== "",
  );
  const shown = titles.slice(0, 4).map((title) => `“${title}”`);
  if (shown.length === 0) return knowledge.length === 1 ? "one text" : `${knowledge.length} texts`;
  const rest = titles.length - shown.length;
  return new Intl.ListFormat("en").format(rest > 0 ? [...shown, `${rest} more`] : shown);
}

function nameOf(name: string): string {
  const plain = cut(plainWords(name).replace(/[.?!…]/g, ""), 60);
  return plain === "" ? "somebody without a name" : `“${plain}”`;
}
