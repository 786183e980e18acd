import type { Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import type { RouterOutputs } from "@parley/api/root";
import { watchReply } from "@parley/api/session/reply/watch";
import type { Message } from "@parley/api/session/schema";
import { unauthorized } from "@parley/api/trpc";
import type * as z from "zod";
import type { StreamEvent } from "../operation.ts";
import { toWireMessage } from "./to-wire.ts";
import type { sentMessage } from "./wire.ts";

type Sent = RouterOutputs["agent"]["messages"]["send"];

/** Longer than a reply may take, shorter than an Idempotency-Key is held for a request. */
const WAIT_MS = 80_000;

/** Whoever stored a message may have its answer: no second question of scope, no second request counted. */
function watch(ctx: Context, { message }: Sent, signal: AbortSignal) {
  if (!ctx.actor) throw unauthorized();
  const { id: messageId, sessionId } = message;
  return watchReply(ctx.services, { sessionId, messageId, ownerId: ctx.actor.ownerId, signal });
}

/**
 * The stored reply; null when there will be none, or none within the time that a request may take.
 * @throws DomainError CONFLICT when the client went away: nobody hears it, and it is not kept as the answer.
 */
export async function waitForReply(ctx: Context, sent: Sent, signal: AbortSignal): Promise<Message | null> {
  for await (const piece of watch(ctx, sent, AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]))) {
    if (piece.type === "done") return piece.message;
  }
  if (signal.aborted) throw new DomainError("CONFLICT", "The client went away before the reply came");
  return null;
}

/** The user's message as it was stored, the pieces of its reply, and the reply as it was stored. */
export async function* replyEvents(
  ctx: Context,
  sent: Sent,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const messageId = sent.message.id;
  yield { event: "user_message", data: toSentMessage(sent) };
  for await (const piece of watch(ctx, sent, signal)) {
    if (piece.type === "chunk") {
      yield { event: "chunk", data: { messageId, chunk: piece.text, index: piece.index } };
    } else if (piece.message?.status === "failed") {
      yield { event: "error", data: { messageId, ...replyFailed(piece.message) } };
    } else {
      yield {
        event: "done",
        data: { messageId, agentResponse: piece.message && toWireMessage(piece.message) },
      };
    }
  }
}

function replyFailed(message: Message) {
  return {
    error: "ReplyFailedError",
    code: "REPLY_FAILED",
    message: "The agent's reply failed. Your message is stored.",
    details: { ...message.metadata, messageId: message.id },
  };
}

export function toSentMessage({ message, sessionStatus }: Sent): z.infer<typeof sentMessage> {
  return {
    ...toWireMessage(message),
    sessionStatus: {
      expiresAt: sessionStatus.expiresAt,
      renewalCount: sessionStatus.renewalCount,
      wasRenewed: sessionStatus.wasRenewed,
      isNearExpiration: sessionStatus.isNearExpiration,
    },
  };
}
