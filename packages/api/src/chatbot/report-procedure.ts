import { ReplyFailed } from "@parley/ai/text";
import * as z from "zod";
import { DomainError } from "../errors.ts";
import { scoped } from "../trpc.ts";
import { enterAsOwner, readTranscript, tell } from "./gate.ts";
import { keepReport, reportOf } from "./report.ts";
import { isFinal } from "./rules.ts";
import { idInput, type Transcript } from "./schema.ts";

const TIMEOUT_MS = 60_000;

const reportInput = idInput.extend({
  again: z.boolean().default(false).describe("Makes it anew; otherwise what was made once is given."),
});

/**
 * A summary of a session that is over, in Markdown, for people who were not there; made once and kept.
 * @throws SESSION_NOT_FOUND; CONFLICT while the session is not over, and when no summary could be made; RATE_LIMITED.
 */
export const reportProcedure = scoped("sessions:write")
  .input(reportInput)
  .mutation(async ({ ctx, input: { id, again } }): Promise<{ report: string }> => {
    const ownerId = await enterAsOwner(ctx);
    const { text, clock, db, log } = ctx.services;
    const transcript = await readTranscript(ctx, id, ownerId);
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
    await keepReport(db, { id, ownerId }, report, clock());
    tell(ctx, { id, ownerId });
    return { report };
  });

const turnsOf = ({ messages }: Transcript) =>
  messages.map(({ role, content }) =>
    role === "system" ? { role: "user" as const, content: `[Note: ${content}]` } : { role, content },
  );
