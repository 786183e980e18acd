import { isUniqueViolation } from "@parley/db/errors";
import { DomainError } from "../../errors.ts";
import { repeatableId } from "../../session/ids.ts";
import { invalidInput, router, scoped } from "../../trpc.ts";
import { enterAgentSession, readAlive, whileAlive } from "../gate.ts";
import { titleFrom } from "../rules.ts";
import { messageListInput } from "../schema.ts";
import { agentServices } from "../services.ts";
import { toSessionStatus } from "../session-row.ts";
import { messageRules, messageSendInput } from "./schema.ts";

export const messagesRouter = router({
  /**
   * A page of the session's messages, newest first.
   * @throws SESSION_NOT_FOUND, FORBIDDEN, SESSION_EXPIRED, RATE_LIMITED.
   */
  list: scoped("sessions:read")
    .input(messageListInput)
    .query(async ({ ctx, input: { sessionId, ...page } }) => {
      const session = await enterAgentSession(ctx, sessionId, "read");
      const { sessions, clock } = ctx.services;
      const [, found] = await Promise.all([
        readAlive(ctx, session, clock()),
        sessions.messages(session.id, session.ownerId, page),
      ]);
      return found;
    }),

  /**
   * Appends a message of the user, renews the session and enqueues the agent's reply, in one statement. A retry with
   * the same `id` returns the stored message.
   * @throws SESSION_NOT_FOUND, FORBIDDEN, SESSION_EXPIRED, RATE_LIMITED; VALIDATION_ERROR; CONFLICT when `id` is the id
   *   of a message in another session.
   */
  send: scoped("sessions:write")
    .input(messageSendInput)
    .mutation(async ({ ctx, input }) => {
      const session = await enterAgentSession(ctx, input.sessionId, "write");
      const { id: sessionId, ownerId, userId } = session;
      const { sessions, bus, clock } = ctx.services;
      const now = clock();
      const id = input.id ?? repeatableId(ctx.repeatable, now);
      const checked = messageRules.safeParse(input);
      if (!checked.success) {
        // An expired session refuses every message, so that refusal takes precedence over an invalid message.
        await readAlive(ctx, session, now);
        throw invalidInput(checked.error);
      }
      const { content, attachments, metadata } = checked.data;
      const message = { id, sessionId, authorId: userId, isAgent: false, content, attachments, metadata };
      try {
        const stored = await whileAlive(ctx, session, now, () =>
          agentServices(ctx.services).sessions.append({
            ...message,
            ownerId,
            title: titleFrom(content),
            enqueueReply: true,
            at: now,
          }),
        );
        bus.publish({ ownerId, sessionId });
        return {
          message: {
            ...message,
            createdAt: stored.createdAt.toISOString(),
            status: "complete" as const,
            replyTo: null,
          },
          sessionStatus: toSessionStatus(stored, stored.wasRenewed, now),
        };
      } catch (error) {
        if (!isUniqueViolation(error, "message_id_owner_id_pk")) throw error;
        const known = await sessions.message(id, ownerId);
        if (known?.sessionId !== sessionId)
          throw new DomainError("CONFLICT", "id is another message's", { field: "id" });
        const row = await readAlive(ctx, session, now);
        return { message: known, sessionStatus: toSessionStatus(row, false, now) };
      }
    }),
});
