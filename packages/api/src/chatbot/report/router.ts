import { ReplyFailed } from "@parley/ai/text";
import * as z from "zod";
import { DomainError } from "../../errors.ts";
import { scoped } from "../../trpc.ts";
import { enterChatbotSession, notify, readTranscript } from "../gate.ts";
import { isFinal } from "../rules.ts";
import { idInput, type Transcript } from "../schema.ts";
import { reportOf, storeReport } from "./store.ts";

const TIMEOUT_MS = 60_000;

const reportInput = idInput.extend({
  again: z.boolean().default(false).describe("Makes it anew; otherwise what was made once is given."),
});

/**
 * A summary of an ended session in Markdown. It is generated once and stored; `again` generates it anew.
 * @throws SESSION_NOT_FOUND; CONFLICT when the session has not ended, or the summary failed; RATE_LIMITED.
 */
export const reportProcedure = scoped("sessions:write")
  .input(reportInput)
  .mutation(async ({ ctx, input: { id, again } }): Promise<{ report: string }> => {
    const session = await enterChatbotSession(ctx, id, "write");
    const { text, clock, db, log } = ctx.services;
    const transcript = await readTranscript(ctx, session);
    if (!isFinal(transcript.status))
      throw new DomainError("CONFLICT", "A session is summed up when it is over", {
        status: transcript.status,
      });
    if (transcript.report !== null && !again) return { report: transcript.report };
    const summary = await text
      .summarize({
        turns: turnsOf(transcript),
        model: transcript.chatbot.model,
        purpose: "report",
        names: { user: transcript.client.name, assistant: transcript.chatbot.name },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        timeoutMs: TIMEOUT_MS,
      })
      .catch((error: unknown) => {
        if (!(error instanceof ReplyFailed)) throw error;
        log.warn({ err: error, sessionId: id }, "summary failed");
        throw new DomainError("CONFLICT", "The summary could not be made; try again in a moment");
      });
    const report = reportOf(summary);
    await storeReport(db, session, report, clock());
    notify(ctx, session);
    return { report };
  });

const turnsOf = ({ messages }: Transcript) =>
  messages.map(({ role, content }) =>
    role === "system" ? { role: "user" as const, content: `[Note: ${content}]` } : { role, content },
  );
