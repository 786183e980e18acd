import * as z from "zod";
import { untilRevoked } from "../../account/until-revoked.ts";
import { retryReply, stopReplies } from "../../session/reply/commands.ts";
import { watchReply } from "../../session/reply/watch.ts";
import { sessionIdInput } from "../../session/schema.ts";
import { router, scoped } from "../../trpc.ts";
import { enterAgentSession, readAlive } from "../gate.ts";

const id = sessionIdInput.shape.id;
const messageInput = z.object({ sessionId: id, messageId: id });
const stopInput = messageInput.partial({ messageId: true });

export const repliesRouter = router({
  /** Streams the reply to a message: text in order as it is written, then the stored message. */
  watch: scoped("sessions:read")
    .input(messageInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const { ownerId, viewerId } = await enterAgentSession(ctx, input.sessionId, "read");
      yield* untilRevoked(ctx, signal, (allowed) =>
        watchReply(ctx.services, { ...input, ownerId, viewerId, signal: allowed }),
      );
    }),

  /**
   * Stops the reply that is being written, stores its text so far, and dequeues those that wait; with `messageId` only the
   * reply to that message.
   */
  stop: scoped("sessions:write")
    .input(stopInput)
    .mutation(async ({ ctx, input: { sessionId, messageId } }) =>
      stopReplies(ctx.services, await enterAgentSession(ctx, sessionId, "write"), messageId),
    ),

  /** Enqueues a failed or stopped reply again. @throws CONFLICT when the message has a complete reply; NOT_FOUND. */
  retry: scoped("sessions:write")
    .input(messageInput)
    .mutation(async ({ ctx, input }) => {
      const session = await enterAgentSession(ctx, input.sessionId, "write");
      await readAlive(ctx, session, ctx.services.clock());
      return retryReply(ctx.services, session, input.messageId, {
        isAnswerable: (message) => !message.isAgent,
      });
    }),
});
