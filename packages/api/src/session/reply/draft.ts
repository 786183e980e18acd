import type { Services } from "../../services.ts";
import type { Claim, FinishedReply } from "./queue.ts";

/** What is written so far. */
export type Draft = { text: string };

/**
 * Makes an answer, in its kind's way: fills the draft as it goes, and gives what is to be stored. Whatever goes wrong
 * is an answer, too. Undefined: the session is gone, and nobody is owed one.
 */
export type Compose = (
  services: Services,
  claim: Claim,
  draft: Draft,
  signal: AbortSignal,
) => Promise<FinishedReply | undefined>;

/** Takes a reply as it comes into the draft. @throws ReplyFailed as the engine does. */
export async function collect<End>(reply: AsyncGenerator<{ text: string }, End>, draft: Draft): Promise<End> {
  for (;;) {
    const next = await reply.next();
    if (next.done) {
      draft.text = draft.text.toWellFormed();
      return next.value;
    }
    // A model may write what Postgres can't hold.
    draft.text += next.value.text.replaceAll("\0", "");
  }
}
