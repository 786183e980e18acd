import * as z from "zod";
import { retryReply, stopReplies } from "../../session/reply/commands.ts";
import { router, scoped } from "../../trpc.ts";
import { enterChatbotSession } from "../gate.ts";
import { isUserTurn, notActive } from "../rules.ts";
import { objectIdSchema } from "../schema.ts";
import { chatbotServices } from "../services.ts";

const messageInput = z.object({ sessionId: objectIdSchema, messageId: z.string().max(100) });
const stopInput = messageInput.partial({ messageId: true });

export const repliesRouter = router({
  /**
   * Stops the reply that is being written, stores its text so far, and dequeues those that wait; with `messageId` only the
   * reply to that message.
   */
  stop: scoped("sessions:write")
    .input(stopInput)
    .mutation(async ({ ctx, input: { sessionId, messageId } }) =>
      stopReplies(ctx.services, await enterChatbotSession(ctx, sessionId, "write"), messageId),
    ),

  /**
   * Enqueues the reply to a message of the client again.
   * @throws SESSION_NOT_ACTIVE; NOT_FOUND; CONFLICT when the message has a complete reply that is not a fallback.
   */
  retry: scoped("sessions:write")
    .input(messageInput)
    .mutation(async ({ ctx, input: { sessionId, messageId } }) => {
      const session = await enterChatbotSession(ctx, sessionId, "write", notActive);
      const { sessions } = chatbotServices(ctx.services);
      if ((await sessions.find(session.id, session.ownerId))?.status !== "ACTIVE") throw notActive();
      return retryReply(ctx.services, session, messageId, {
        isAnswerable: isUserTurn,
        isOpen: (tx) => sessions.isActive(tx, session),
        notOpen: notActive,
      });
    }),
});
