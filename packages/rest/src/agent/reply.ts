import type { Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import type { RouterOutputs } from "@parley/api/root";
import type { Message } from "@parley/api/session/schema";
import type { StreamEvent } from "../operation.ts";
import * as shared from "../shared/reply-stream.ts";
import { toSentMessage, toWireMessage } from "./to-wire.ts";

type Sent = RouterOutputs["agent"]["messages"]["send"];

/** Longer than a reply may take, shorter than a request holds its idempotency key. */
const WAIT_MS = 80_000;

const replyTo = ({ message }: Sent): shared.ReplyTo => ({
  sessionId: message.sessionId,
  messageId: message.id,
});

/**
 * The stored reply; null when there will be none, or none within the time that a request may take.
 * @throws DomainError CONFLICT when the client disconnects, so that the response is not stored for repetitions.
 */
export async function waitForReply(ctx: Context, sent: Sent, signal: AbortSignal): Promise<Message | null> {
  const reply = await shared.waitForReply(ctx, replyTo(sent), signal, WAIT_MS);
  if (reply === undefined && signal.aborted)
    throw new DomainError("CONFLICT", "The client went away before the reply came");
  return reply ?? null;
}

/** The stored user message, the chunks of the reply, and the stored reply or its error. */
export function replyEvents(ctx: Context, sent: Sent, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const messageId = sent.message.id;
  return shared.replyEvents(ctx, replyTo(sent), toSentMessage(sent), signal, {
    chunk: (text, index) => ({ messageId, chunk: text, index }),
    end(reply): StreamEvent {
      if (reply?.status === "failed") return { event: "error", data: { messageId, ...replyFailed(reply) } };
      return { event: "done", data: { messageId, agentResponse: reply && toWireMessage(reply) } };
    },
  });
}

function replyFailed(reply: Message) {
  return {
    error: "ReplyFailedError",
    code: "REPLY_FAILED",
    message: "The agent's reply failed. Your message is stored.",
    details: { ...reply.metadata, messageId: reply.id },
  };
}
