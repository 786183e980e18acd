import type { Difference } from "../../editing/conflict-note.tsx";
import { strings } from "./strings.ts";
import type { ChatbotValues } from "./values.ts";

const fields = [
  "name",
  "role",
  "description",
  "promptTemplate",
  "model",
  "temperature",
  "maxTokens",
  "greeting",
  "dangerAnswer",
] as const;

/** Two versions of a chatbot field by field, as text. */
export function chatbotDifferences(theirs: ChatbotValues, yours: ChatbotValues): Difference[] {
  const texts = ({ knowledgeBase }: ChatbotValues) =>
    knowledgeBase.map(({ title, content }) => `${title}\n${content}`).join("\n\n");
  return [
    ...fields.map((name) => ({ field: strings[name], theirs: theirs[name], yours: yours[name] })),
    { field: strings.knowledge, theirs: texts(theirs), yours: texts(yours) },
  ];
}
