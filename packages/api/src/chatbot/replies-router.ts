import * as z from "zod";
import { DomainError } from "../errors.ts";
import { router, scoped } from "../trpc.ts";
import { enterAsOwner, tell } from "./gate.ts";
import { isUserTurn, notActive, sessionNotFound } from "./rules.ts";
import { objectIdSchema } from "./schema.ts";

const sessionInput = z.object({ sessionId: objectIdSchema });
const messageInput = sessionInput.extend({ messageId: z.string().max(100) });

export const repliesRouter = router({
  /** Stops the reply that is being written; what came so far is kept. Those that have not begun are taken back. */
  stop: scoped("sessions:write")
    .input(sessionInput)
    .mutation(async ({ ctx, input: { sessionId } }) => {
      const ownerId = await enterAsOwner(ctx);
      const { replies, chatbotSessions } = ctx.services;
      if (!(await chatbotSessions.find(sessionId, ownerId))) throw sessionNotFound();
      const stopped = await replies.stop(sessionId, ownerId);
      tell(ctx, { id: sessionId, ownerId });
      return { stopped };
    }),

  /** Owes an answer to a message of the client again. @throws CONFLICT when it has a complete one that is no fallback. */
  retry: scoped("sessions:write")
    .input(messageInput)
    .mutation(async ({ ctx, input: { sessionId, messageId } }) => {
      const ownerId = await enterAsOwner(ctx);
      const { sessions, replies, chatbotSessions, clock } = ctx.services;
      if ((await chatbotSessions.find(sessionId, ownerId))?.status !== "ACTIVE") throw notActive();
      const asked = await sessions.message(messageId, ownerId);
      if (asked?.sessionId !== sessionId || !isUserTurn(asked))
        throw new DomainError("NOT_FOUND", "The message was not found", { messageId });
      const outcome = await replies.again(messageId, sessionId, ownerId, clock(), (tx) =>
        chatbotSessions.isActive(tx, sessionId, ownerId),
      );
      if (outcome === "gone") throw notActive();
      if (outcome === "answered") throw new DomainError("CONFLICT", "The message is answered already");
      tell(ctx, { id: sessionId, ownerId });
      return { messageId };
    }),
});
