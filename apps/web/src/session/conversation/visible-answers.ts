import type { Message } from "../../api/types.ts";
import type { Progress } from "../live/progress.ts";

/** Whether a message stands in for an answer that could not be made. */
export const isFallback = (metadata: Message["metadata"]): boolean => metadata.fallback === true;

/** `last`: no later answer to the same message exists or is being made. */
export type Stored = { key: string; message: Message; last: boolean };
type InProgress = { key: string; reply: Progress };

/**
 * A message may have been answered more than once: the first time failed or was stopped, then it was asked again.
 * A failed answer, or what stood in for one, goes when another one is there or under way; what came before a stop stays.
 *
 * An answer keeps its key when it is stored, so that the page keeps its elements: where one reads, what is selected.
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

/** The first answer to a message, the second, and so on. */
function answerKeys() {
  const known = new Map<string, number>();
  return (replyTo: string) => {
    const nth = (known.get(replyTo) ?? 0) + 1;
    known.set(replyTo, nth);
    return `${replyTo} ${nth}`;
  };
}
