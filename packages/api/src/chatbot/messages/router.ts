import { dangerIn } from "@parley/ai/danger";
import { isUniqueViolation } from "@parley/db/errors";
import type { ActorContext } from "../../context.ts";
import { DomainError } from "../../errors.ts";
import { messageId } from "../../session/ids.ts";
import { router, scoped } from "../../trpc.ts";
import type { StoredMessage } from "../append.ts";
import { enterChatbotSession, notify } from "../gate.ts";
import { notActive } from "../rules.ts";
import { addMessageInput, chatInput, type Role, SYSTEM_AUTHOR } from "../schema.ts";
import { chatbotServices } from "../services.ts";
import { toConversation } from "../session-row.ts";
import type { ChatbotSessionFacts } from "../store.ts";
import { appendQuestion } from "./append-question.ts";
import { inTurn } from "./in-turn.ts";

export const messagesRouter = router({
  /**
   * Appends a message of any role without enqueueing a reply. Returns the session with all of its messages.
   * @throws SESSION_NOT_ACTIVE, also for another owner's session; VALIDATION_ERROR.
   */
  add: scoped("sessions:write")
    .input(addMessageInput)
    .mutation(async ({ ctx, input: { sessionId, message } }) => {
      const session = await enterChatbotSession(ctx, sessionId, "write", notActive);
      const { ownerId } = session;
      const { sessions } = chatbotServices(ctx.services);
      const facts = await sessions.facts(sessionId, ownerId);
      if (!facts) throw notActive();
      const now = ctx.services.clock();
      const { role, content, timestamp } = message;
      const id = messageId(ctx.repeatable, now);
      await storeOnce(ctx, sessionId, ownerId, id, () =>
        sessions.append({
          id,
          sessionId,
          ownerId,
          content,
          isAgent: role === "assistant",
          authorId: authorOf(role, facts),
          metadata: timestamp === undefined ? {} : { timestamp: new Date(timestamp).toISOString() },
          danger: role === "user" && dangerIn(content) === "self-harm",
          at: now,
        }),
      );
      notify(ctx, session);
      const conversation = await sessions.conversation(sessionId, ownerId);
      if (!conversation) throw notActive();
      return toConversation(conversation);
    }),

  /**
   * Appends a message of the client and enqueues the chatbot's reply, atomically. A repeated `id`, or the same content as the
   * client's newest unanswered message, returns the stored message. While the reply to another message is pending the
   * request waits, so that replies keep the order of messages.
   * @throws SESSION_NOT_ACTIVE; CHATBOT_OR_CLIENT_NOT_FOUND when either was deleted; CONFLICT when the wait times out.
   */
  send: scoped("sessions:write")
    .input(chatInput)
    .mutation(async ({ ctx, input: { sessionId, content, id }, signal }) => {
      const session = await enterChatbotSession(ctx, sessionId, "write", notActive);
      const { services } = ctx;
      const fresh = {
        id: id ?? messageId(ctx.repeatable, services.clock()),
        content,
        danger: dangerIn(content) === "self-harm",
      };
      const stored = await storeOnce(ctx, sessionId, session.ownerId, fresh.id, () =>
        inTurn(services, { session, signal }, () => appendQuestion(services, session, fresh)),
      );
      notify(ctx, session);
      const createdAt = stored.createdAt.toISOString();
      return { messageId: stored.id, sessionId, createdAt, timestamp: stored.timestamp ?? createdAt };
    }),
});

function authorOf(role: Role, { clientId, chatbotId }: ChatbotSessionFacts): string {
  if (role === "system") return SYSTEM_AUTHOR;
  return role === "user" ? clientId : chatbotId;
}

/** Appends a message, or returns the stored one when a client repeats a request whose response was lost. */
async function storeOnce(
  ctx: ActorContext,
  sessionId: string,
  ownerId: string,
  id: string,
  append: () => Promise<StoredMessage | undefined>,
): Promise<StoredMessage> {
  try {
    const stored = await append();
    if (!stored) throw notActive();
    return stored;
  } catch (error) {
    if (!isUniqueViolation(error, "message_id_owner_id_pk")) throw error;
    const known = await ctx.services.sessions.message(id, ownerId);
    if (known?.sessionId !== sessionId)
      throw new DomainError("CONFLICT", "id is another message's", { field: "id" });
    return { id: known.id, createdAt: new Date(known.createdAt), timestamp: undefined };
  }
}
