import { dangerIn } from "@parley/ai/danger";
import { isUniqueViolation } from "@parley/db/errors";
import { DomainError } from "../errors.ts";
import { messageId } from "../session/ids.ts";
import type { ActorContext } from "../trpc.ts";
import { router, scoped } from "../trpc.ts";
import type { NewMessage } from "./append.ts";
import { enterAsOwner, tell } from "./gate.ts";
import { inTurn } from "./in-turn.ts";
import type { Spoken } from "./lifecycle.ts";
import { notActive, peopleNotFound } from "./rules.ts";
import { addMessageInput, type ChatbotSession, chatInput, type Role, SYSTEM_AUTHOR } from "./schema.ts";
import { toChatbotSession, toConversation } from "./session-row.ts";
import type { SessionFacts } from "./store.ts";

export const messagesRouter = router({
  /**
   * Stores a message as it is told, by whoever it is; nobody answers it. Gives the session with all of its messages.
   * @throws SESSION_NOT_ACTIVE, also for somebody else's session; VALIDATION_ERROR.
   */
  add: scoped("sessions:write")
    .input(addMessageInput)
    .mutation(async ({ ctx, input: { sessionId, message } }) => {
      const ownerId = await enterAsOwner(ctx);
      const { chatbotSessions, clock } = ctx.services;
      const facts = await chatbotSessions.facts(sessionId, ownerId);
      if (!facts) throw notActive();
      const now = clock();
      const { role, content, timestamp } = message;
      const fresh: NewMessage = {
        ...{ id: messageId(ctx.repeatable, now), content, isAgent: role === "assistant" },
        authorId: authorOf(role, facts),
        metadata: timestamp === undefined ? {} : { timestamp: new Date(timestamp).toISOString() },
        danger: role === "user" && dangerIn(content) === "self-harm",
      };
      await storeOnce(ctx, sessionId, ownerId, fresh.id, () =>
        chatbotSessions.append(sessionId, ownerId, fresh, now),
      );
      tell(ctx, { id: sessionId, ownerId });
      const told = await chatbotSessions.conversation(sessionId, ownerId);
      if (!told) throw notActive();
      return toConversation(told);
    }),

  /**
   * Stores what the client says and owes the chatbot's answer, at once or not at all. The same words as the newest
   * message of the client are not stored again, and an `id` that was sent before is answered with what is stored.
   * While the answer to something else is being written it waits for its turn, so that a conversation stays one.
   * @throws SESSION_NOT_ACTIVE; CHATBOT_OR_CLIENT_NOT_FOUND when either was deleted; CONFLICT when its turn does not come.
   */
  send: scoped("sessions:write")
    .input(chatInput)
    .mutation(async ({ ctx, input: { sessionId, content, id }, signal }) => {
      const ownerId = await enterAsOwner(ctx);
      const { clock, chatbots, clients } = ctx.services;
      const session = await findActive(ctx, sessionId, ownerId);
      const found = await Promise.all([
        chatbots.exists(session.chatbotId, ownerId),
        clients.find(session.clientId, ownerId),
      ]);
      if (!found.every(Boolean)) throw peopleNotFound("Session, chatbot, or client not found");
      const now = clock();
      const fresh: NewMessage = {
        ...{ id: id ?? messageId(ctx.repeatable, now), content, isAgent: false },
        ...{ authorId: session.clientId, metadata: {}, danger: dangerIn(content) === "self-harm" },
      };
      const ask = () => ctx.services.chatbotSessions.ask(sessionId, ownerId, fresh, clock());
      const stored = await storeOnce(ctx, sessionId, ownerId, fresh.id, () =>
        inTurn(ctx.services, { sessionId, ownerId, signal }, ask),
      );
      tell(ctx, { id: sessionId, ownerId });
      const createdAt = stored.createdAt.toISOString();
      return { messageId: stored.id, sessionId, createdAt, timestamp: stored.timestamp ?? createdAt };
    }),
});

async function findActive(ctx: ActorContext, id: string, ownerId: string): Promise<ChatbotSession> {
  const found = await ctx.services.chatbotSessions.find(id, ownerId);
  if (found?.status !== "ACTIVE") throw notActive();
  return toChatbotSession(found);
}

function authorOf(role: Role, { clientId, chatbotId }: SessionFacts): string {
  if (role === "system") return SYSTEM_AUTHOR;
  return role === "user" ? clientId : chatbotId;
}

/** Stores a message. The same one, sent again by a caller who did not hear the answer, is there already. */
async function storeOnce(
  ctx: ActorContext,
  sessionId: string,
  ownerId: string,
  id: string,
  store: () => Promise<Spoken | undefined>,
): Promise<Spoken> {
  try {
    const stored = await store();
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
