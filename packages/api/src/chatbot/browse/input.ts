import * as z from "zod";
import { invalid } from "../../errors.ts";
import { isoMoment, isTellable, pageLimit, SESSION_LIMITS, text } from "../../session/schema.ts";
import { momentFrom, momentUntil } from "../rules.ts";
import { CHATBOT_LIMITS, objectIdSchema, STATUSES } from "../schema.ts";

/** Rows of a page of the owner's table, unless the caller asks for another number. */
const PAGE_DEFAULT = 50;

/** What an owner narrows all their sessions down to. `from` and `to` are about when a session was created. */
export const sessionFilters = z.object({
  status: z.enum(STATUSES).optional(),
  chatbotId: objectIdSchema.optional(),
  clientId: objectIdSchema.optional(),
  from: isoMoment.optional().describe("A day without a time is that day in UTC, from its beginning."),
  to: isoMoment.optional().describe("A day without a time is that day in UTC, to its end."),
  rating: z.int().min(CHATBOT_LIMITS.rating.min).max(CHATBOT_LIMITS.rating.max).optional(),
  danger: z.literal(true).optional().describe("Only where the client may have been in danger."),
  unanswered: z.literal(true).optional().describe("Only where the chatbot had no answer to something."),
});
export type SessionFilters = z.output<typeof sessionFilters>;

const searched = text().trim().max(SESSION_LIMITS.searchMaxCharacters);
const page = { cursor: text().max(200).optional(), limit: pageLimit(PAGE_DEFAULT) };

export const browseInput = sessionFilters.extend({
  ...page,
  q: searched.optional().describe("A part of the title, or of the client's name."),
});

export const searchInput = z.object({
  ...page,
  q: searched,
  filters: sessionFilters.default({}),
});

/** The first and the last moment that the filters let in. */
export const momentsOf = ({ from, to }: Pick<SessionFilters, "from" | "to">) => ({
  from: from === undefined ? undefined : momentFrom(from).toISOString(),
  to: to === undefined ? undefined : momentUntil(to).toISOString(),
});

/** Where a page ended: the time of its last row, and the row's id. */
export type Place = { at: string; id: string };

export const toCursor = ({ at, id }: Place) => `${Date.parse(at)}.${id}`;

/** @throws DomainError VALIDATION_ERROR when it is no cursor of ours. */
export function parseCursor(cursor: string): Place {
  const [, time, id] = /^(\d{1,15})\.(\w+)$/.exec(cursor) ?? [];
  const at = new Date(Number(time));
  if (!id || !isTellable(at)) throw invalid("cursor", "must be the nextCursor of an earlier page");
  return { at: at.toISOString(), id };
}
