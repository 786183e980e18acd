import type { Services } from "../../services.ts";
import type { Claim, FinishedReply } from "./queue.ts";

/** What is written of a reply so far. */
export type Draft = { text: string };

/**
 * Writes a reply in its kind's way: appends to the draft as text arrives, and returns what is to be stored. A failure is
 * returned as a finished reply, too. Undefined: the session is gone, and nothing is stored.
 */
export type Compose = (
  services: Services,
  claim: Claim,
  draft: Draft,
  signal: AbortSignal,
) => Promise<FinishedReply | undefined>;

/** Appends a streamed reply to the draft. @throws ReplyFailed as the engine does. */
export async function collect<End>(reply: AsyncGenerator<{ text: string }, End>, draft: Draft): Promise<End> {
  for (;;) {
    const next = await reply.next();
    if (next.done) {
      draft.text = draft.text.toWellFormed();
      return next.value;
    }
    // Postgres can't store null characters, and a model may write them.
    draft.text += next.value.text.replaceAll("\0", "");
  }
}
