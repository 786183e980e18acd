import type { Tx } from "@parley/db/client";
import { DomainError } from "../../errors.ts";
import type { Services } from "../../services.ts";
import { sessionNotFound } from "../access/gate.ts";
import type { Message } from "../schema.ts";
import type { SessionKey } from "../write/change.ts";

/**
 * Stops the reply that is being written, keeping its text, and drops those that are queued.
 * @param messageId only the reply to this message; the next one in the queue then begins.
 * @returns how many.
 */
export async function stopReplies(
  { replies, bus }: Services,
  { id: sessionId, ownerId }: SessionKey,
  messageId?: string,
): Promise<{ stopped: number }> {
  const stopped = await replies.stop(sessionId, ownerId, messageId);
  bus.publish({ ownerId, sessionId });
  return { stopped };
}

type RetryRules = {
  /** Whether a reply can be written to this message. */
  isAnswerable: (message: Message) => boolean;
  /** Whether replies may be enqueued in the session; called while it is locked. */
  isOpen?: (tx: Tx) => Promise<boolean>;
  /** The refusal for a session that is gone or not open. */
  notOpen?: () => DomainError;
};

/**
 * Enqueues a reply to a message whose reply failed, was stopped or is a fallback.
 * @throws DomainError NOT_FOUND; CONFLICT when the message has a complete reply.
 */
export async function retryReply(
  { sessions, replies, bus, clock }: Services,
  { id: sessionId, ownerId }: SessionKey,
  messageId: string,
  { isAnswerable, isOpen, notOpen = () => sessionNotFound(sessionId) }: RetryRules,
): Promise<{ messageId: string }> {
  const message = await sessions.message(messageId, ownerId);
  if (message?.sessionId !== sessionId || !isAnswerable(message))
    throw new DomainError("NOT_FOUND", "The message was not found", { messageId });
  const outcome = await replies.enqueueAgain(messageId, sessionId, ownerId, clock(), isOpen);
  if (outcome === "gone") throw notOpen();
  if (outcome === "answered") throw new DomainError("CONFLICT", "The message is answered already");
  bus.publish({ ownerId, sessionId });
  return { messageId };
}
