import { asksSomething } from "@parley/ai/asks";

/**
 * Whether a reply leaves a question open: something was asked, there is knowledge to answer from, and none of it was cited.
 */
export const isUnanswered = (
  question: string,
  knowledge: readonly unknown[],
  citations: readonly unknown[],
): boolean => knowledge.length > 0 && citations.length === 0 && asksSomething(question);
