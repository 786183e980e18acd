import * as z from "zod";
import {
  ifVersionSchema,
  isoMoment,
  type Json,
  metadataSchema,
  pageLimit,
  SESSION_LIMITS,
  text,
} from "../session/schema.ts";
import { PLACEHOLDERS_TEXT } from "./prompt-template.ts";

/** Limits of the chatbot kind, shared by validation, error texts, API documents and forms. */
export const CHATBOT_LIMITS = {
  nameMaxCharacters: 200,
  roleMaxCharacters: 500,
  descriptionMaxCharacters: 2_000,
  promptTemplateMaxCharacters: 20_000,
  modelMaxCharacters: 200,
  temperature: { min: 0, max: 2 },
  maxTokens: { min: 1, max: 32_000 },
  greetingMaxCharacters: 4_000,
  dangerAnswerMaxCharacters: 4_000,
  documentsMax: 50,
  documentTitleMaxCharacters: 200,
  /** Of all documents together. Building the search index blocks the event loop, so its size is limited. */
  documentsMaxCharacters: 400_000,
  emailMaxCharacters: 254,
  phoneNumberMaxCharacters: 40,
  commentMaxCharacters: 2_000,
  rating: { min: 1, max: 5 },
  /** Turns of a trial conversation with a chatbot, saved or not. */
  tryTurnsMax: 50,
  importLinesMax: 5_000,
  listPageDefault: 10,
  /** How many messages of each session a list contains, the newest; a single session is read with all of them. */
  listedMessages: 100,
  /** The table of sessions counts messages up to this number, so that long sessions don't make it slow. */
  countedMessages: 1_000,
} as const;

export const STATUSES = ["ACTIVE", "COMPLETED", "TERMINATED", "SCHEDULED"] as const;
export type ChatbotSessionStatus = (typeof STATUSES)[number];
const statusSchema = z.enum(STATUSES, { error: `must be one of ${STATUSES.join(", ")}` });

export const ROLES = ["user", "assistant", "system"] as const;
/** The author id of messages with the role `system`. */
export const SYSTEM_AUTHOR = "system";
export type Role = (typeof ROLES)[number];

const ID_RULE = "must be 24 hex characters";
export const objectIdSchema = z
  .string({ error: ID_RULE })
  .regex(/^[0-9a-f]{24}$/i, ID_RULE)
  .toLowerCase();
export const idInput = z.object({ id: objectIdSchema });

const feedbackSchema = z.object({
  rating: z
    .int({ error: "must be a whole number from 1 to 5" })
    .min(CHATBOT_LIMITS.rating.min, "must be a whole number from 1 to 5")
    .max(CHATBOT_LIMITS.rating.max, "must be a whole number from 1 to 5")
    .optional(),
  comment: text().max(CHATBOT_LIMITS.commentMaxCharacters).optional(),
});
export type Feedback = z.infer<typeof feedbackSchema>;

/** Stored unchanged, including surrounding spaces. */
const titleSchema = text()
  .refine((title) => title.trim() !== "", "must not be empty")
  .max(SESSION_LIMITS.titleMaxCharacters, `must be at most ${SESSION_LIMITS.titleMaxCharacters} characters`);

export const createInput = z.object({
  chatbotId: objectIdSchema,
  clientId: objectIdSchema,
  title: titleSchema.optional(),
  startTime: isoMoment.optional().describe("In the future: the session is SCHEDULED, and starts then."),
});

/** The fields of a session that can be changed. */
export const sessionChanges = z.object({
  title: titleSchema.optional(),
  status: statusSchema.optional(),
  startTime: isoMoment.optional().describe("When a SCHEDULED session starts by itself."),
  endTime: isoMoment.optional(),
  feedback: feedbackSchema.optional(),
  metadata: metadataSchema.optional(),
});
export const updateInput = idInput
  .extend({ ifVersion: ifVersionSchema })
  .extend(sessionChanges.shape)
  .refine(
    ({ id: _, ifVersion: __, ...changes }) => Object.values(changes).some((value) => value !== undefined),
    "must name something to change",
  );
export type SessionChanges = z.infer<typeof sessionChanges>;

/** A message's text, stored unchanged: pages escape it when they show it. */
export const contentSchema = text()
  .min(1, { error: "must not be empty", abort: true })
  .refine((content) => content.trim() !== "", "must not be empty")
  .max(
    SESSION_LIMITS.contentMaxCharacters,
    `must be at most ${SESSION_LIMITS.contentMaxCharacters} characters`,
  );

export const newMessageSchema = z.object({
  role: z.enum(ROLES, { error: `must be one of ${ROLES.join(", ")}` }),
  content: contentSchema,
  timestamp: isoMoment.optional(),
});
export const addMessageInput = z.object({ sessionId: objectIdSchema, message: newMessageSchema });

/** `id` is chosen by the caller and makes a repeated request idempotent. */
export const chatInput = z.object({
  sessionId: objectIdSchema,
  id: z
    .string()
    .regex(/^msg_[0-9a-f]{32}$/, "must be msg_ and 32 hex characters")
    .optional(),
  content: contentSchema,
});

export const listInput = z.object({
  searchString: text().max(SESSION_LIMITS.searchMaxCharacters).optional(),
  status: statusSchema.optional(),
  chatbotId: objectIdSchema.optional(),
  clientId: objectIdSchema.optional(),
  startDate: isoMoment.optional(),
  endDate: isoMoment.optional(),
  limit: pageLimit(CHATBOT_LIMITS.listPageDefault),
  skip: z.int({ error: "must be a whole number" }).min(0, "must be at least 0").default(0),
});
export type ListInput = z.output<typeof listInput>;

const name = text()
  .trim()
  .min(1, "must not be empty")
  .max(CHATBOT_LIMITS.nameMaxCharacters, `must be at most ${CHATBOT_LIMITS.nameMaxCharacters} characters`);

const temperatureRule = "must be a number from 0 to 2";
const maxTokensRule = `must be a whole number from ${CHATBOT_LIMITS.maxTokens.min} to ${CHATBOT_LIMITS.maxTokens.max.toLocaleString("en")}`;

const documentSchema = z.object({
  title: text().trim().min(1, "must not be empty").max(CHATBOT_LIMITS.documentTitleMaxCharacters),
  content: text().trim().min(1, "must not be empty").max(CHATBOT_LIMITS.documentsMaxCharacters),
});
const knowledgeBaseSchema = z
  .array(documentSchema)
  .max(CHATBOT_LIMITS.documentsMax, `must hold at most ${CHATBOT_LIMITS.documentsMax} documents`)
  .refine(
    (documents) =>
      documents.reduce((sum, { content }) => sum + content.length, 0) <=
      CHATBOT_LIMITS.documentsMaxCharacters,
    `must be at most ${CHATBOT_LIMITS.documentsMaxCharacters.toLocaleString("en")} characters in all`,
  );

const chatbotMetadata = metadataSchema.refine(
  ({ greeting }) =>
    greeting === undefined ||
    (typeof greeting === "string" && greeting.length <= CHATBOT_LIMITS.greetingMaxCharacters),
  {
    error: `must be a text of at most ${CHATBOT_LIMITS.greetingMaxCharacters} characters`,
    path: ["greeting"],
  },
);

/** The fields of a chatbot that a person edits. `metadata.greeting` is its first message in a scheduled session. */
export const chatbotFormSchema = z.object({
  name,
  role: text().trim().max(CHATBOT_LIMITS.roleMaxCharacters).default(""),
  description: text().trim().max(CHATBOT_LIMITS.descriptionMaxCharacters).default(""),
  promptTemplate: text()
    .max(CHATBOT_LIMITS.promptTemplateMaxCharacters)
    .default("")
    .describe(`Instructions. ${PLACEHOLDERS_TEXT} are filled in.`),
  model: text().trim().max(CHATBOT_LIMITS.modelMaxCharacters).nullable().default(null),
  temperature: z
    .number({ error: temperatureRule })
    .min(CHATBOT_LIMITS.temperature.min, temperatureRule)
    .max(CHATBOT_LIMITS.temperature.max, temperatureRule)
    .nullable()
    .default(null),
  maxTokens: z
    .int({ error: maxTokensRule })
    .min(CHATBOT_LIMITS.maxTokens.min, maxTokensRule)
    .max(CHATBOT_LIMITS.maxTokens.max, maxTokensRule)
    .nullable()
    .default(null),
  dangerAnswer: text()
    .trim()
    .max(CHATBOT_LIMITS.dangerAnswerMaxCharacters)
    .nullable()
    .default(null)
    .describe("The answer to a client who may be in danger, in place of Parley's own."),
  metadata: chatbotMetadata.default({}),
  knowledgeBase: knowledgeBaseSchema.default([]),
});
export type ChatbotForm = z.output<typeof chatbotFormSchema>;

const shape = chatbotFormSchema.shape;
/** Changes of a chatbot; fields that are absent stay unchanged. */
export const chatbotChanges = z.object({
  name: name.optional(),
  role: shape.role.unwrap().optional(),
  description: shape.description.unwrap().optional(),
  promptTemplate: shape.promptTemplate.unwrap().optional(),
  model: shape.model.unwrap().optional(),
  temperature: shape.temperature.unwrap().optional(),
  maxTokens: shape.maxTokens.unwrap().optional(),
  dangerAnswer: shape.dangerAnswer.unwrap().optional(),
  metadata: chatbotMetadata.optional(),
  knowledgeBase: knowledgeBaseSchema.optional(),
});
/** A chatbot to try, saved or not, and the turns of the trial so far; the last one is the client's. */
export const tryInput = z.object({
  chatbot: chatbotFormSchema,
  clientId: objectIdSchema.optional(),
  turns: z
    .array(z.object({ role: z.enum(["user", "assistant"]), content: contentSchema }))
    .min(1, "must not be empty")
    .max(CHATBOT_LIMITS.tryTurnsMax, `must hold at most ${CHATBOT_LIMITS.tryTurnsMax} turns`)
    .refine((turns) => turns.at(-1)?.role === "user", "must end with the client's words"),
});
export type TryInput = z.output<typeof tryInput>;

export const chatbotUpdateInput = idInput.extend(chatbotChanges.shape).extend({ ifVersion: ifVersionSchema });

const email = z
  .string({ error: "must be an email address" })
  .trim()
  .max(CHATBOT_LIMITS.emailMaxCharacters)
  .pipe(z.email("must be an email address"));
/** Any common notation with at least three digits. */
const phoneNumber = text()
  .trim()
  .max(CHATBOT_LIMITS.phoneNumberMaxCharacters)
  .regex(/^\+?[\d\s().\-/x]*$/i, { error: "must be a phone number", abort: true })
  .refine((value) => (value.match(/\d/g) ?? []).length >= 3, "must be a phone number");

/** The fields of a client that a person edits. */
export const clientFormSchema = z.object({
  name,
  email: email.nullable().default(null),
  phoneNumber: phoneNumber.nullable().default(null),
  metadata: metadataSchema.default({}),
});
export type ClientForm = z.output<typeof clientFormSchema>;

export const clientChanges = z.object({
  name: name.optional(),
  email: email.nullable().optional(),
  phoneNumber: phoneNumber.nullable().optional(),
  metadata: metadataSchema.optional(),
});
export const clientUpdateInput = idInput.extend(clientChanges.shape).extend({ ifVersion: ifVersionSchema });

/** A page of chatbots or clients, newest first. `search` matches a part of the name, or of a client's email. */
export const directoryListInput = z.object({
  search: text().trim().max(SESSION_LIMITS.searchMaxCharacters).optional(),
  limit: pageLimit(CHATBOT_LIMITS.listPageDefault),
  skip: listInput.shape.skip,
});

export type KnowledgeDocument = { id: string; title: string; content: string };
/** A chatbot without its knowledge base, as in sessions and lists. */
export type ChatbotSummary = {
  id: string;
  name: string;
  role: string;
  description: string;
  promptTemplate: string;
  model: string | null;
  temperature: number | null;
  maxTokens: number | null;
  dangerAnswer: string | null;
  metadata: Record<string, Json>;
  createdAt: string;
  updatedAt: string;
  version: number;
};
export type Chatbot = ChatbotSummary & { knowledgeBase: KnowledgeDocument[] };
export type Client = {
  id: string;
  name: string;
  email: string | null;
  phoneNumber: string | null;
  metadata: Record<string, Json>;
  createdAt: string;
  updatedAt: string;
  version: number;
};

export type TranscriptMessage = {
  role: Role;
  content: string;
  timestamp: string;
  /** The message is a fallback, stored because the reply failed. */
  fallback?: true;
};

export type ChatbotSession = {
  id: string;
  kind: "chatbot";
  chatbotId: string;
  clientId: string;
  title: string | null;
  status: ChatbotSessionStatus;
  startTime: string;
  /** Whether the server starts it at `startTime`. */
  startsItself: boolean;
  endTime: string | null;
  feedback: Feedback | null;
  metadata: Record<string, Json> | null;
  /** When a message of the client first suggested that they may harm themselves. */
  dangerAt: string | null;
  report: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
};
/** A session with its chatbot, its client and all messages, oldest first. */
export type Transcript = Conversation & {
  chatbot: ChatbotSummary;
  client: Client;
};

/** A session with all messages, oldest first. */
export type Conversation = ChatbotSession & { messages: TranscriptMessage[] };
