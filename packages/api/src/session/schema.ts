import * as z from "zod";
import { ATTENTION_REASONS, SESSION_STATUSES } from "./statuses.ts";

/** What every kind of session allows; read by checks, error texts, API documents and forms alike. */
export const SESSION_LIMITS = {
  contentMaxCharacters: 10_000,
  attachmentsMax: 10,
  metadataMaxBytes: 16 * 1024,
  metadataMaxDepth: 5,
  titleMaxCharacters: 200,
  pageMax: 100,
  messagePageDefault: 50,
  inboxPageDefault: 30,
  urlMaxCharacters: 2_048,
  searchMaxCharacters: 200,
} as const;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Postgres can hold neither a null character nor half of a surrogate pair in text. */
export const isStorable = (text: string) => !text.includes("\u0000") && text.isWellFormed();
export const STORABLE_RULE = "must not contain null characters or broken Unicode";

/** Text that can be stored. */
export const text = () => z.string().refine(isStorable, STORABLE_RULE);

/** Whether every string in a JSON value can be stored, keys among them. */
function holdsStorable(value: unknown): boolean {
  if (typeof value === "string") return isStorable(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && holdsStorable(inner));
}

export const isJsonObject = (v: unknown) => typeof v === "object" && v !== null && !Array.isArray(v);

/** Levels of nesting: 1 for a flat object. Stops counting just past `limit`, however deep the value is. */
function depthOf(value: unknown, limit: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (limit <= 0) return 1;
  let deepest = 0;
  for (const inner of Object.values(value)) deepest = Math.max(deepest, depthOf(inner, limit - 1));
  return deepest + 1;
}

const { metadataMaxBytes, metadataMaxDepth } = SESSION_LIMITS;

/** Any JSON object of the caller's. */
export const metadataSchema = z
  .custom<Record<string, Json>>(isJsonObject, {
    error: "must be a JSON object",
    abort: true,
  })
  .refine((v) => depthOf(v, metadataMaxDepth + 1) <= metadataMaxDepth, {
    error: `must be nested at most ${metadataMaxDepth} levels deep`,
    abort: true,
  })
  .refine((v) => new TextEncoder().encode(JSON.stringify(v)).length <= metadataMaxBytes, {
    error: `must be at most ${metadataMaxBytes / 1024} KB as JSON`,
    abort: true,
  })
  .refine(holdsStorable, STORABLE_RULE)
  .meta({
    type: "object",
    additionalProperties: true,
    description: "Any JSON object, at most 16 KB and 5 levels deep.",
  });

export const attachmentSchema = z.object({
  type: text().min(1, "must not be empty").max(100),
  url: text()
    .max(SESSION_LIMITS.urlMaxCharacters)
    .refine((url) => /^https?:\/\//i.test(url) && URL.canParse(url), "must be an http or https URL"),
  name: text().max(255).optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

export const attachmentsSchema = z
  .array(attachmentSchema)
  .max(SESSION_LIMITS.attachmentsMax, `must hold at most ${SESSION_LIMITS.attachmentsMax} attachments`);

export const titleSchema = text()
  .trim()
  .min(1, "must not be empty")
  .max(SESSION_LIMITS.titleMaxCharacters, `must be at most ${SESSION_LIMITS.titleMaxCharacters} characters`);

export const messageSchema = z.object({
  id: z.string(),
  sessionId: z.string(),
  authorId: z.string(),
  isAgent: z.boolean(),
  content: z.string(),
  attachments: z.array(attachmentSchema),
  metadata: metadataSchema,
  createdAt: z.string(),
  status: z.enum(["complete", "stopped", "failed"]),
  replyTo: z.string().nullable(),
});
export type Message = z.infer<typeof messageSchema>;

/** Whether Postgres and ISO 8601 can both tell the time: the years 1 to 9999. */
export const isTellable = (time: Date) =>
  time.getTime() >= -62_135_596_800_000 && time.getTime() <= 253_402_300_799_999;

/** Whether a text starts with a day that the calendar has; JavaScript takes 30 February for 1 March. */
function startsWithDay(value: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0];
  const time = new Date(day ?? Number.NaN);
  return isTellable(time) && time.toISOString().startsWith(`${day}`);
}

/** A page cursor: epoch milliseconds, or an ISO time. */
export const momentSchema = z.union([z.number(), z.string()]).transform((value, ctx) => {
  const digits = typeof value === "string" && /^\d{1,16}$/.test(value);
  const time = new Date(digits ? Number(value) : value);
  if (!isTellable(time) || (typeof value === "string" && !digits && !startsWithDay(value))) {
    ctx.addIssue({ code: "custom", message: "must be epoch milliseconds or an ISO 8601 time" });
    return z.NEVER;
  }
  return time;
});

/** A date, or a date and time; without a zone it is UTC. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;
const ISO_TIME_RULE = "must be an ISO 8601 time";

/** A time as ISO 8601, kept as text in UTC: `2026-01-31T10:00:00.000Z`, or the day alone where that was given. */
export const isoMoment = z.string({ error: ISO_TIME_RULE }).transform((value, ctx) => {
  // In a query, a `+` that was not escaped reads as a space.
  const given = value.trim().replace(/(T.*) (?=\d{2}:?\d{2}$)/i, "$1+");
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(given) || given.length <= 10;
  const time = new Date(hasZone ? given.replace(" ", "T") : `${given.replace(" ", "T")}Z`);
  if (!ISO_TIME.test(given) || !isTellable(time) || !startsWithDay(given)) {
    ctx.addIssue({ code: "custom", message: ISO_TIME_RULE });
    return z.NEVER;
  }
  return given.length <= 10 ? given : time.toISOString();
});

export const pageLimit = (byDefault: number) =>
  z
    .int({ error: "must be a whole number" })
    .min(1, "must be at least 1")
    .max(SESSION_LIMITS.pageMax, `must be at most ${SESSION_LIMITS.pageMax}`)
    .default(byDefault);

export const messagePageSchema = z.object({
  items: z.array(messageSchema),
  hasMore: z.boolean(),
  cursors: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
});
export type MessagePage = z.infer<typeof messagePageSchema>;

/** The version of a thing that its caller has seen, as the database counts. */
export const ifVersionSchema = z.int32({ error: "must be a version" }).optional();

export const sessionIdInput = z.object({ id: text().min(1).max(100) });

export const inboxListInput = z.object({
  cursor: text().max(200).optional(),
  limit: pageLimit(SESSION_LIMITS.inboxPageDefault),
  view: z
    .enum(["all", "needs", "own"])
    .default("all")
    .describe(
      "`needs`: what needs the caller, unread in a conversation of theirs or with a reason in `attention`. `own`: the conversations in which they take part.",
    ),
  kind: text().max(40).optional(),
  status: z
    .enum([...SESSION_STATUSES, "ended", "all"])
    .default("all")
    .describe("`ended`: done or stopped."),
  responderId: text().max(100).optional().describe("The agent, chatbot or guide that answers."),
  personId: text().max(255).optional().describe("Whom the session is with."),
  person: text()
    .trim()
    .min(1)
    .max(255)
    .optional()
    .describe("A part of the name of whom the session is with, or their id."),
  unread: z.boolean().optional(),
  attention: z.enum(ATTENTION_REASONS).optional(),
  after: isoMoment.optional().describe("The newest message, or the creation, is not before this time."),
  before: isoMoment.optional().describe("The newest message, or the creation, is before this time."),
  q: text().trim().max(SESSION_LIMITS.searchMaxCharacters).optional(),
  archived: z.boolean().default(false),
});

export const sessionUpdateInput = sessionIdInput.extend({
  title: titleSchema.optional(),
  pinned: z.boolean().optional(),
  archived: z.boolean().optional(),
});

export const sessionMessagesInput = z.object({
  sessionId: sessionIdInput.shape.id,
  limit: pageLimit(SESSION_LIMITS.messagePageDefault),
  before: momentSchema.optional(),
  after: momentSchema.optional(),
});

const eventId = z.string().regex(/^\d{1,9}$/, "must be the id of an event");
export const sessionEventsInput = z.object({
  sessionId: sessionIdInput.shape.id,
  lastEventId: eventId.nullish().transform((v) => v ?? undefined),
});
export const inboxEventsInput = z.object({ lastEventId: z.string().max(100).nullish() }).default({});
