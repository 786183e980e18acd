import { isUniqueViolation } from "@parley/db/errors";
import { DomainError } from "../errors.ts";
import { repeatableId } from "../session/ids.ts";
import { invalidInput, router, scoped } from "../trpc.ts";
import { enterAgentSession, readAlive, whileAlive } from "./gate.ts";
import { titleFrom } from "./rules.ts";
import { messageListInput, messageRules, messageSendInput } from "./schema.ts";
import { toSessionStatus } from "./session-row.ts";

export const messagesRouter = router({
  /** A page of the session's messages, newest first. @throws SESSION_NOT_FOUND, FORBIDDEN, SESSION_EXPIRED, RATE_LIMITED. */
  list: scoped("sessions:read")
    .input(messageListInput)
    .query(async ({ ctx, input: { sessionId, ...page } }) => {
      const { id, ownerId } = await enterAgentSession(ctx, sessionId);
      const { sessions, clock } = ctx.services;
      const [, found] = await Promise.all([
        readAlive(ctx, id, ownerId, clock()),
        sessions.messages(id, ownerId, page),
      ]);
      return found;
    }),

  /**
   * Stores what the user says, renews the session and owes the agent's answer, all at once or not at all.
   * An `id` that was sent before answers with the message that is stored.
   */
  send: scoped("sessions:write")
    .input(messageSendInput)
    .mutation(async ({ ctx, input }) => {
      const own = await enterAgentSession(ctx, input.sessionId);
      const { id: sessionId, ownerId, userId } = own;
      const { agentSessions, sessions, bus, clock } = ctx.services;
      const now = clock();
      const id = input.id ?? repeatableId(ctx.repeatable, now);
      const checked = messageRules.safeParse(input);
      if (!checked.success) {
        // A session that can't take the message is the better thing to tell.
        await readAlive(ctx, sessionId, ownerId, now);
        throw invalidInput(checked.error);
      }
      const { content, attachments, metadata } = checked.data;
      const fresh = { id, sessionId, ownerId, content, attachments, metadata, title: titleFrom(content) };
      try {
        const stored = await whileAlive(ctx, own, now, () => agentSessions.append(fresh, now));
        bus.publish({ ownerId, sessionId });
        return {
          message: {
            ...{ id, sessionId, authorId: userId, isAgent: false, content, attachments, metadata },
            ...{ createdAt: stored.createdAt.toISOString(), status: "complete" as const, replyTo: null },
          },
          sessionStatus: toSessionStatus(stored, stored.renews, now),
        };
      } catch (error) {
        if (!isUniqueViolation(error, "message_id_owner_id_pk")) throw error;
        const message = await sessions.message(id, ownerId);
        if (message?.sessionId !== sessionId)
          throw new DomainError("CONFLICT", "id is another message's", { field: "id" });
        const row = await readAlive(ctx, sessionId, ownerId, now);
        return { message, sessionStatus: toSessionStatus(row, false, now) };
      }
    }),
});
