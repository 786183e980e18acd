import { notActive } from "@parley/api/chatbot/rules";
import { chatbotServices } from "@parley/api/chatbot/services";
import { chatbotSettingsOf } from "@parley/api/chatbot/settings";
import type { Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import type { RouterOutputs } from "@parley/api/root";
import type { Message } from "@parley/api/session/schema";
import type * as z from "zod";
import type { StreamEvent } from "../operation.ts";
import * as shared from "../shared/reply-stream.ts";
import { didIt } from "./envelope.ts";
import { toReply } from "./to-wire.ts";
import type { message, processed } from "./wire.ts";

type Sent = RouterOutputs["chatbot"]["messages"]["send"];

/** A request waits for the timeout of two replies, since a second worker may take over from one that died. */
const ATTEMPTS = 2;

/**
 * The stored reply.
 * @throws DomainError SESSION_NOT_ACTIVE when the session ends before the reply; CONFLICT when the reply is cancelled;
 * INTERNAL when it takes too long.
 */
export async function waitForReply(
  ctx: Context,
  sent: Sent,
  signal: AbortSignal,
): Promise<z.infer<typeof processed>> {
  const timeoutMs = ATTEMPTS * chatbotSettingsOf(ctx.services).replyTimeoutMs;
  const reply = await shared.waitForReply(ctx, sent, signal, timeoutMs);
  if (reply === undefined)
    throw new DomainError("INTERNAL", "The reply is not there yet. It will be stored in the session");
  return toProcessed(ctx, sent, reply);
}

/** The stored user message, the chunks of the reply, and the stored reply. */
export function replyEvents(
  ctx: Context,
  sent: Sent,
  content: string,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const userMessage: z.infer<typeof message> = { role: "user", content, timestamp: sent.timestamp };
  return shared.replyEvents(ctx, sent, userMessage, signal, {
    chunk: (text, index) => ({ chunk: text, index }),
    end: async (reply) => ({ event: "done", data: await toProcessed(ctx, sent, reply) }),
  });
}

async function toProcessed(
  ctx: Context,
  sent: Sent,
  reply: Message | null,
): Promise<z.infer<typeof processed>> {
  if (!reply) throw await noReply(ctx, sent);
  return didIt("Message processed successfully", toReply(reply));
}

/** Why a message has no reply: its session has ended, or the reply was cancelled. */
async function noReply({ response, services }: Context, { sessionId }: Sent): Promise<DomainError> {
  const ownerId = response.session?.ownerId;
  if (!ownerId) return notActive();
  const session = await chatbotServices(services).sessions.find(sessionId, ownerId);
  if (session?.status !== "ACTIVE") return notActive();
  return new DomainError("CONFLICT", "The reply was taken back before it began");
}
