import type { Passage, ReplyRequest } from "../port.ts";
import { cut, plainWords } from "./plain.ts";

/** Said once in a conversation; also how a later answer knows that it was said. */
export const disclosure = "Parley's built-in responder, not a language model";

/** What answers here, and what it can and can't do. */
export function introduction({ agent, knowledge }: ReplyRequest): string {
  return `I am ${disclosure}: a small program that answers for ${nameOf(agent.name)} as long as no AI provider does. ${abilities(knowledge)}`;
}

/** The same in a few words, to stand before another first answer. */
export function shortIntroduction(knowledge: readonly Passage[]): string {
  return knowledge.length === 0
    ? `I am ${disclosure}, so I can only pick up what you write and ask.`
    : `I am ${disclosure}, so I can quote what I was given, or pick up what you write and ask.`;
}

/** For when somebody asks again. */
export function abilities(knowledge: readonly Passage[]): string {
  const can =
    knowledge.length === 0
      ? "I can pick up your words and ask about them; I was given no texts that I could search."
      : `I can search what I was given (${titlesOf(knowledge)}) and quote from it, and I can pick up your words and ask about them.`;
  return `${can} I can't look anything up elsewhere, write or reason for you, or follow instructions.`;
}

/** The first titles of the knowledge, so that people see what they could ask about. */
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
