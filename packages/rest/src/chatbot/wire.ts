import {
  addMessageInput,
  chatbotChanges,
  chatbotFormSchema,
  chatInput,
  clientChanges,
  clientFormSchema,
  createInput,
  directoryListInput,
  idInput,
  listInput,
  objectIdSchema,
  ROLES,
  STATUSES,
  sessionChanges,
} from "@parley/api/chatbot/schema";
import { metadataSchema } from "@parley/api/session/schema";
import * as z from "zod";
import { numberInQuery } from "../shared/query-values.ts";
import { time } from "../shared/wire.ts";
import { sessionId } from "./examples.ts";

/** The documented requests and responses. The rules for a field's values are the router's own. */

/** An update of at least one field. */
const atLeastOne = <S extends z.ZodObject>(changes: S) =>
  changes
    .refine(
      (given) => Object.values(given).some((value) => value !== undefined),
      "must name something to change",
    )
    .meta({ minProperties: 1 });

/** An empty search string is no filter. */
const searchFilter = <S extends z.ZodType<string | undefined>>(schema: S) =>
  schema.transform((words) => words || undefined);

/** The id of what an operation is about, in the path. */
export const idParams = (what: string, example: string) =>
  z.object({
    id: idInput.shape.id.meta({ description: `The ${what}'s id: 24 hex characters.`, examples: [example] }),
  });
export const inSession = z.object({
  sessionId: objectIdSchema.meta({ description: "The session's id.", examples: [sessionId] }),
});

export const createBody = createInput.pick({ chatbotId: true, clientId: true, title: true });
export const updateBody = atLeastOne(
  sessionChanges.pick({ title: true, status: true, endTime: true, feedback: true, metadata: true }),
);
export const messageBody = addMessageInput.pick({ message: true });
export const chatBody = chatInput.pick({ content: true });

export const listQuery = z.object({
  searchString: searchFilter(listInput.shape.searchString).describe("A part of the title, in any case."),
  status: listInput.shape.status.describe("Only sessions in this state."),
  chatbotId: listInput.shape.chatbotId.describe("Only sessions with this chatbot."),
  clientId: listInput.shape.clientId.describe("Only sessions with this client."),
  startDate: listInput.shape.startDate.describe(
    "Created at this moment or later; a date alone is its whole day in UTC.",
  ),
  endDate: listInput.shape.endDate.describe(
    "Created at this moment or earlier; a date alone is its whole day in UTC.",
  ),
  limit: numberInQuery(listInput.shape.limit).describe("How many results to return at most."),
  skip: numberInQuery(listInput.shape.skip).describe("How many results to leave out at the beginning."),
});

export const directoryQuery = z.object({
  searchString: searchFilter(directoryListInput.shape.search).describe(
    "A part of the name or, of a client, the email.",
  ),
  limit: listQuery.shape.limit,
  skip: listQuery.shape.skip,
});

export const chatbotBody = chatbotFormSchema;
export const chatbotUpdateBody = atLeastOne(chatbotChanges);
export const clientBody = clientFormSchema;
export const clientUpdateBody = atLeastOne(clientChanges);

const id = z.string().regex(/^[0-9a-f]{24}$/);
const ids = { id, _id: id.describe("The same as `id`.") };
const times = { createdAt: time, updatedAt: time };

export const message = z.strictObject({
  role: z.enum(ROLES),
  content: z.string(),
  timestamp: time,
  metadata: z
    .strictObject({ fallback: z.literal(true) })
    .optional()
    .describe("There on a reply that stands in for one that could not be made."),
});
export const reply = message.extend({ role: z.literal("assistant") });

export const session = z.strictObject({
  ...ids,
  chatbotId: id,
  clientId: id,
  title: z.string().optional(),
  startTime: time,
  endTime: time.optional(),
  status: z.enum(STATUSES),
  messages: z.array(message).describe("Oldest first."),
  metadata: metadataSchema.optional(),
  feedback: z
    .strictObject({ rating: z.int().min(1).max(5).optional(), comment: z.string().optional() })
    .optional(),
  ...times,
});

export const chatbotSummary = z.strictObject({
  ...ids,
  name: z.string(),
  role: z.string(),
  description: z.string(),
  promptTemplate: z.string(),
  model: z.string().optional().describe("Absent: the installation's own."),
  temperature: z.number().optional(),
  maxTokens: z.int().optional(),
  dangerAnswer: z.string().optional(),
  metadata: metadataSchema,
  ...times,
});
export const chatbot = chatbotSummary.extend({
  knowledgeBase: z.array(z.strictObject({ id: z.string(), title: z.string(), content: z.string() })),
});

export const client = z.strictObject({
  ...ids,
  name: z.string(),
  email: z.string().optional(),
  phoneNumber: z.string().optional(),
  metadata: metadataSchema,
  ...times,
});

export const sessionWithPeople = session.extend({ chatbotId: chatbotSummary, clientId: client });

export const paginatorInfo = z.strictObject({
  count: z.int().describe("Results on this page."),
  currentPage: z.int(),
  hasMorePages: z.boolean(),
  lastPage: z.int(),
  limit: z.int(),
  perPage: z.int().describe("The same as `limit`."),
  total: z.int().describe("Results on all pages."),
});

/** The envelope of a read. */
export const found = <S extends z.ZodType>(data: S) => z.strictObject({ success: z.literal(true), data });
/** The envelope of a write. */
export const done = <S extends z.ZodType>(data: S) =>
  z.strictObject({ success: z.literal(true), message: z.string(), data });
export const pageOf = <S extends z.ZodType>(result: S) =>
  found(z.strictObject({ results: z.array(result).describe("Newest first."), paginatorInfo }));

export const changedSession = done(session);
export const endedSession = done(session.extend({ status: z.literal("COMPLETED"), endTime: time }));
export const foundSession = found(sessionWithPeople);
export const sessionList = pageOf(sessionWithPeople);
export const processed = done(reply);
export const deleted = done(z.strictObject(ids));
