import * as z from "zod";
import { scoped } from "../../trpc.ts";
import { enterAsOwner } from "../gate.ts";
import { objectIdSchema } from "../schema.ts";
import { boundsOf, daysBetween, isTimeZone } from "./days.ts";
import { unansweredQuestions } from "./questions.ts";
import { overviewOf } from "./store.ts";

/** The longest range of an overview, in days. */
const DAYS_MAX = 400;

/** Limited to years in which Postgres can represent the start and end of each day in every time zone. */
const daySchema = z.iso
  .date("must be a day, as 2026-01-31")
  .refine((day) => day >= "1900-01-01" && day < "9999", "must be a day from 1900 to 9998");

export const overviewInput = z
  .object({
    from: daySchema.describe("The first day, in `timeZone`."),
    to: daySchema.describe("The last day."),
    timeZone: z.string().max(100).refine(isTimeZone, "must be a time zone, as Europe/Berlin"),
    chatbotId: objectIdSchema.optional(),
  })
  .refine(({ from, to }) => from <= to, { error: "must not be before from", path: ["to"] })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 < DAYS_MAX, {
    error: `must be less than ${DAYS_MAX} days after from`,
    path: ["to"],
  });

/**
 * Statistics of the caller's sessions over a range of local days: counts by day and status, ratings, lengths, and unanswered
 * questions.
 * @throws VALIDATION_ERROR; RATE_LIMITED.
 */
export const overviewProcedure = scoped("sessions:read")
  .input(overviewInput)
  .query(async ({ ctx, input: { from, to, timeZone, chatbotId } }) => {
    const ownerId = await enterAsOwner(ctx);
    const { db } = ctx.services;
    const days = daysBetween(from, to);
    const range = { ownerId, days, bounds: boundsOf(days, timeZone), chatbotId };
    const [overview, unanswered] = await Promise.all([overviewOf(db, range), unansweredQuestions(db, range)]);
    return { ...overview, unanswered };
  });
