import type { Message } from "../api/types.ts";
import type { Progress } from "./progress.ts";

/** Whether a message stands in for an answer that could not be made. */
export const isFallback = (metadata: Message["metadata"]): boolean => metadata.fallback === true;

/**
 * A message may have been answered more than once: the first time failed or was stopped, then it was asked again.
 * A failed answer, or what
 * stood in for one, goes when another one is there or under way; what came before a stop stays.
 */
export function withoutSuperseded(
  messages: Message[],
  replies: Progress[],
): { message: Message; last: boolean }[] {
  const lastAnswer = new Map<string, string>();
  for (const { id, replyTo } of messages) if (replyTo) lastAnswer.set(replyTo, id);
  for (const { replyTo } of replies) lastAnswer.set(replyTo, "under way");
  return messages
    .map((message) => ({ message, last: !message.replyTo || lastAnswer.get(message.replyTo) === message.id }))
    .filter(({ message, last }) => last || (message.status !== "failed" && !isFallback(message.metadata)));
}
