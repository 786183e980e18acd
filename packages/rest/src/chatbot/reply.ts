import { notActive } from "@parley/api/chatbot/rules";
import type { Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import type { RouterOutputs } from "@parley/api/root";
import { watchReply } from "@parley/api/session/reply/watch";
import type { Message } from "@parley/api/session/schema";
import { unauthorized } from "@parley/api/trpc";
import type * as z from "zod";
import type { StreamEvent } from "../operation.ts";
import { didIt } from "./envelope.ts";
import { toReply } from "./to-wire.ts";
import type { message, processed } from "./wire.ts";

type Asked = RouterOutputs["chatbot"]["messages"]["send"];

/** How long a request waits for its reply, in times of what a reply may take: a worker that dies is taken over from. */
const WAIT_REPLIES = 2;

/** Whoever asked may have the answer: no second question of scope, no second request counted. */
function watch(ctx: Context, { sessionId, messageId }: Asked, signal: AbortSignal) {
  return watchReply(ctx.services, { sessionId, messageId, ownerId: ownerOf(ctx), signal });
}

function ownerOf({ actor }: Context): string {
  if (!actor) throw unauthorized();
  return actor.ownerId;
}

/**
 * The stored reply.
 * @throws DomainError SESSION_NOT_ACTIVE when the session ended before it was there; CONFLICT when it was taken back.
 */
export async function waitForReply(
  ctx: Context,
  asked: Asked,
  signal: AbortSignal,
): Promise<z.infer<typeof processed>> {
  const late = AbortSignal.timeout(WAIT_REPLIES * ctx.services.settings.chatReplyTimeoutMs);
  for await (const piece of watch(ctx, asked, AbortSignal.any([signal, late]))) {
    if (piece.type === "done") return told(ctx, asked, piece.message);
  }
  throw new DomainError("INTERNAL", "The reply is not there yet. It will be stored in the session");
}

/** The client's turn as it was stored, the pieces of the reply, and the reply as it was stored. */
export async function* replyEvents(
  ctx: Context,
  asked: Asked,
  content: string,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const turn: z.infer<typeof message> = { role: "user", content, timestamp: asked.timestamp };
  yield { event: "user_message", data: turn };
  for await (const piece of watch(ctx, asked, signal)) {
    if (piece.type === "chunk") yield { event: "chunk", data: { chunk: piece.text, index: piece.index } };
    else yield { event: "done", data: await told(ctx, asked, piece.message) };
  }
}

async function told(ctx: Context, asked: Asked, stored: Message | null): Promise<z.infer<typeof processed>> {
  if (!stored) throw await noReply(ctx, asked);
  return didIt("Message processed successfully", toReply(stored));
}

async function noReply(ctx: Context, { sessionId }: Asked): Promise<DomainError> {
  const session = await ctx.services.chatbotSessions.find(sessionId, ownerOf(ctx));
  if (session?.status !== "ACTIVE") return notActive();
  return new DomainError("CONFLICT", "The reply was taken back before it began");
}
