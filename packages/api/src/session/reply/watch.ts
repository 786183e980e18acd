import type { Services } from "../../services.ts";
import { wakerOf } from "../live/waker.ts";
import type { Message } from "../schema.ts";

export type ReplyPiece =
  | { type: "chunk"; text: string; index: number }
  | { type: "done"; message: Message | null };

const FLOOR_MS = 1_000;

/**
 * The answer to a message while it is written, then as it was stored. `null`: there will be none, because it was
 * taken back or the session is gone.
 */
export async function* watchReply(
  services: Services,
  watch: { sessionId: string; messageId: string; ownerId: string; signal: AbortSignal | undefined },
): AsyncGenerator<ReplyPiece> {
  const { sessionId, messageId, ownerId, signal } = watch;
  const waker = wakerOf(services.bus, sessionId, FLOOR_MS, signal);
  let shown = "";
  let index = 0;
  try {
    while (!signal?.aborted) {
      const text = await services.replies.textSoFar(sessionId, ownerId, messageId);
      const message =
        text === undefined
          ? ((await services.sessions.replyTo(sessionId, ownerId, messageId)) ?? null)
          : undefined;
      const latest = text ?? message?.content ?? shown;
      // An answer that was begun anew does not continue what was shown: only the stored one tells it whole.
      if (latest.length > shown.length && latest.startsWith(shown) && message?.status !== "failed") {
        yield { type: "chunk", text: latest.slice(shown.length), index: index++ };
        shown = latest;
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
