import type { Message } from "../../api/types.ts";
import type { Progress } from "../live/progress.ts";

/** Whether a message replaces an answer that could not be generated. */
export const isFallback = (metadata: Message["metadata"]): boolean => metadata.fallback === true;

/** `last`: there is no later answer to the same message, stored or in progress. */
export type Stored = { key: string; message: Message; last: boolean };
type InProgress = { key: string; reply: Progress };

/**
 * Leaves out superseded answers. A retry adds an answer to a message that has one: a failed answer or a fallback is then
 * left out, a stopped one is kept.
 *
 * An answer keeps its React key when it is stored, so that its elements, the scroll position and a selection are kept.
 */
export function visibleAnswers(
  messages: Message[],
  replies: Progress[],
): { stored: Stored[]; inProgress: InProgress[] } {
  const keyOf = answerKeys();
  const lastAnswer = new Map<string, string>();
  for (const { id, replyTo } of messages) if (replyTo) lastAnswer.set(replyTo, id);
  for (const { replyTo } of replies) lastAnswer.set(replyTo, "under way");
  const stored = messages
    .map((message) => ({
      key: message.replyTo ? keyOf(message.replyTo) : message.id,
      message,
      last: !message.replyTo || lastAnswer.get(message.replyTo) === message.id,
    }))
    .filter(({ message, last }) => last || (message.status !== "failed" && !isFallback(message.metadata)));
  return { stored, inProgress: replies.map((reply) => ({ key: keyOf(reply.replyTo), reply })) };
}

/** Numbers the answers to each message, for their keys. */
function answerKeys() {
  const known = new Map<string, number>();
  return (replyTo: string) => {
    const nth = (known.get(replyTo) ?? 0) + 1;
    known.set(replyTo, nth);
    return `${replyTo} ${nth}`;
  };
}
