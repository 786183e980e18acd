import type { Context } from "@parley/api/context";
import { watchReply } from "@parley/api/session/reply/watch";
import type { Json, Message } from "@parley/api/session/schema";
import type { StreamEvent } from "../operation.ts";

/** The message that a reply answers, and its session. */
export type ReplyTo = { sessionId: string; messageId: string };

/**
 * Chunks of the reply, then the stored reply. Neither checks the scope nor counts a request: the same request has just
 * stored the message.
 */
function watch(ctx: Context, { sessionId, messageId }: ReplyTo, signal: AbortSignal) {
  const { actor, response, services } = ctx;
  if (!actor || !response.session) throw new Error("the request has entered no session");
  const { ownerId } = response.session;
  return watchReply(services, { sessionId, messageId, ownerId, viewerId: actor.ownerId, signal });
}

/**
 * Waits until the reply is stored.
 * @returns null when there will be none; undefined after `timeoutMs`, and when `signal` aborts.
 */
export async function waitForReply(
  ctx: Context,
  replyTo: ReplyTo,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Message | null | undefined> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  for await (const piece of watch(ctx, replyTo, deadline)) {
    if (piece.type === "done") return piece.message;
  }
  return undefined;
}

/** How an API writes the parts of a reply stream. */
export type ReplyStreamFormat = {
  chunk(text: string, index: number): Json;
  /** The last event. `reply` is null when there will be none. */
  end(reply: Message | null): StreamEvent | Promise<StreamEvent>;
};

/** Streams a reply: the event `user_message` with the stored message, a `chunk` for each piece, then the last event. */
export async function* replyEvents(
  ctx: Context,
  replyTo: ReplyTo,
  userMessage: Json,
  signal: AbortSignal,
  format: ReplyStreamFormat,
): AsyncGenerator<StreamEvent> {
  yield { event: "user_message", data: userMessage };
  for await (const piece of watch(ctx, replyTo, signal)) {
    if (piece.type === "chunk") yield { event: "chunk", data: format.chunk(piece.text, piece.index) };
    else yield await format.end(piece.message);
  }
}
