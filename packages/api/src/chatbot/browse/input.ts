import * as z from "zod";
import { invalid } from "../../errors.ts";
import { isoMoment, isTellable, pageLimit, SESSION_LIMITS, text } from "../../session/schema.ts";
import { rangeEnd, rangeStart } from "../rules.ts";
import { CHATBOT_LIMITS, objectIdSchema, STATUSES } from "../schema.ts";

/** Rows of a page when the caller gives no limit. */
const PAGE_DEFAULT = 50;

/** Filters over an owner's sessions. `from` and `to` apply to the time of creation. */
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

const searchText = text().trim().max(SESSION_LIMITS.searchMaxCharacters);
const page = { cursor: text().max(200).optional(), limit: pageLimit(PAGE_DEFAULT) };

export const browseInput = sessionFilters.extend({
  ...page,
  q: searchText.optional().describe("A part of the title, or of the client's name."),
});

export const searchInput = z.object({
  ...page,
  q: searchText,
  filters: sessionFilters.default({}),
});

/** The range of creation times that the filters allow, both ends included. */
export const createdRange = ({ from, to }: Pick<SessionFilters, "from" | "to">) => ({
  from: from === undefined ? undefined : rangeStart(from).toISOString(),
  to: to === undefined ? undefined : rangeEnd(to).toISOString(),
});

/** A keyset cursor: the creation time of a page's last row, and the row's id. */
export type Cursor = { at: string; id: string };

export const toCursor = ({ at, id }: Cursor) => `${Date.parse(at)}.${id}`;

/** @throws DomainError VALIDATION_ERROR when the text is not a cursor made by `toCursor`. */
export function parseCursor(cursor: string): Cursor {
  const [, time, id] = /^(\d{1,15})\.(\w+)$/.exec(cursor) ?? [];
  const at = new Date(Number(time));
  if (!id || !isTellable(at)) throw invalid("cursor", "must be the nextCursor of an earlier page");
  return { at: at.toISOString(), id };
}
