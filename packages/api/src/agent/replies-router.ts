import * as z from "zod";
import { whileAllowed } from "../account/while-allowed.ts";
import { DomainError } from "../errors.ts";
import { notFound } from "../session/access/gate.ts";
import { watchReply } from "../session/reply/watch.ts";
import { sessionIdInput } from "../session/schema.ts";
import { router, scoped } from "../trpc.ts";
import { enterAgentSession, readAlive } from "./gate.ts";

const id = sessionIdInput.shape.id;
const sessionInput = z.object({ sessionId: id });
const messageInput = z.object({ sessionId: id, messageId: id });

export const repliesRouter = router({
  /** The answer to a message as it is written: pieces in order, then the stored message. */
  watch: scoped("sessions:read")
    .input(messageInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const { ownerId } = await enterAgentSession(ctx, input.sessionId);
      yield* whileAllowed(ctx, signal, (allowed) =>
        watchReply(ctx.services, { ...input, ownerId, signal: allowed }),
      );
    }),

  /** Stops the answer that is being written, and takes back those that wait. What came so far is kept. */
  stop: scoped("sessions:write")
    .input(sessionInput)
    .mutation(async ({ ctx, input }) => {
      const { id: sessionId, ownerId } = await enterAgentSession(ctx, input.sessionId);
      const stopped = await ctx.services.replies.stop(sessionId, ownerId);
      ctx.services.bus.publish({ ownerId, sessionId });
      return { stopped };
    }),

  /** Asks again for an answer that failed or was stopped. @throws CONFLICT when the message has a complete answer. */
  retry: scoped("sessions:write")
    .input(messageInput)
    .mutation(async ({ ctx, input }) => {
      const { id: sessionId, ownerId } = await enterAgentSession(ctx, input.sessionId);
      const { sessions, replies, bus, clock } = ctx.services;
      await readAlive(ctx, sessionId, ownerId, clock());
      const asked = await sessions.message(input.messageId, ownerId);
      if (asked?.sessionId !== sessionId || asked.isAgent) {
        throw new DomainError("NOT_FOUND", "The message was not found", { messageId: input.messageId });
      }
      const outcome = await replies.again(asked.id, sessionId, ownerId, clock());
      if (outcome === "gone") throw notFound(sessionId);
      if (outcome === "answered") throw new DomainError("CONFLICT", "The message is answered already");
      bus.publish({ ownerId, sessionId });
      return { messageId: asked.id };
    }),
});
