import { DomainError } from "../../errors.ts";
import type { Services } from "../../services.ts";
import type { SessionKey } from "../../session/write/change.ts";
import type { StoredMessage } from "../append.ts";
import { chatbotOrClientNotFound } from "../rules.ts";
import { chatbotServices } from "../services.ts";

/** A message of the client that needs a reply. */
export type Question = { id: string; content: string; danger: boolean };

/** The message whose reply must be stored first. */
export type Busy = { busyWith: string };

/**
 * Appends a message of the client and enqueues its reply. If the newest message is an unanswered one of the client with the
 * same content, nothing is appended: that message's reply is enqueued, and the request's id becomes an alias of its id.
 *
 * Optimistic: it decides on the state that one query reads, and writes only if no event was appended since; otherwise it
 * reads again. That takes two round trips, and no lock is held in between.
 * @returns undefined when the session is not active; `busyWith`, with nothing stored, when the reply to another message is
 *   pending.
 * @throws DomainError CHATBOT_OR_CLIENT_NOT_FOUND when either was deleted; CONFLICT when the id belongs to another message.
 */
export async function appendQuestion(
  services: Services,
  { id, ownerId }: SessionKey,
  { id: messageId, content, danger }: Question,
): Promise<StoredMessage | Busy | undefined> {
  const { sessions } = chatbotServices(services);
  for (;;) {
    const state = await sessions.chatState(id, ownerId, messageId);
    if (state?.status !== "ACTIVE") return undefined;
    if (!state.hasBoth) throw chatbotOrClientNotFound("Session, chatbot, or client not found");
    const { seq, known, openTurn, pendingReplyTo, clientId } = state;
    if (known && known.sessionId !== id)
      throw new DomainError("CONFLICT", "id is another message's", { field: "id" });
    if (known) return known;
    const same = openTurn?.content === content ? openTurn : undefined;
    if (pendingReplyTo && pendingReplyTo !== same?.id) return { busyWith: pendingReplyTo };
    if (same) {
      if (await sessions.enqueueReply({ id, ownerId }, same, messageId, seq)) return same;
      continue;
    }
    const stored = await sessions.append({
      id: messageId,
      sessionId: id,
      ownerId,
      content,
      danger,
      authorId: clientId,
      isAgent: false,
      enqueueReply: true,
      expectedSeq: seq,
      at: services.clock(),
    });
    if (stored) return stored;
  }
}
