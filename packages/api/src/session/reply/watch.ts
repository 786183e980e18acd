import type { Services } from "../../services.ts";
import { wakerOf } from "../live/waker.ts";
import type { Message } from "../schema.ts";

export type ReplyPiece =
  | { type: "chunk"; text: string; index: number }
  | { type: "done"; message: Message | null };

type ReplyWatch = {
  sessionId: string;
  messageId: string;
  ownerId: string;
  /** The account that watches: the stream ends when it may not read the session any more. */
  viewerId: string;
  signal: AbortSignal | undefined;
};

const POLL_EVERY_MS = 1_000;

/**
 * The reply to a message while it is written, then as it was stored. `null`: there will be none, because it was dropped, or
 * the session is gone for the viewer.
 */
export async function* watchReply(services: Services, watch: ReplyWatch): AsyncGenerator<ReplyPiece> {
  const { sessionId, messageId, ownerId, viewerId, signal } = watch;
  const waker = wakerOf(services.bus, sessionId, POLL_EVERY_MS, signal);
  let sent = "";
  let index = 0;
  try {
    while (!signal?.aborted) {
      const text = await services.replies.draftOf(sessionId, ownerId, messageId);
      const message =
        text === undefined
          ? ((await services.sessions.replyTo(sessionId, ownerId, messageId)) ?? null)
          : undefined;
      // After the reads: a participant who has left by then gets nothing of them.
      if (!(await services.access.of(sessionId, viewerId))) {
        yield { type: "done", message: null };
        return;
      }
      const latest = text ?? message?.content ?? sent;
      // A reply that was started anew does not continue what was sent: only the stored one is complete.
      if (latest.length > sent.length && latest.startsWith(sent) && message?.status !== "failed") {
        yield { type: "chunk", text: latest.slice(sent.length), index: index++ };
        sent = latest;
      }
      if (message !== undefined) {
        yield { type: "done", message };
        return;
      }
      await waker.wait();
    }
  } finally {
    waker.close();
  }
}
