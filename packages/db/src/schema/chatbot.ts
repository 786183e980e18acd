import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { user } from "./auth.ts";
import { id, type JsonObject, metadata, moment } from "./columns.ts";
import { session } from "./session.ts";

/** A chatbot, which replies in chatbot sessions. Deletion sets `deleted_at`, because past sessions refer to the row. */
export const chatbot = pgTable(
  "chatbot",
  {
    id: id("id").notNull(),
    ownerId: id("owner_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    role: text("role").notNull().default(""),
    description: text("description").notNull().default(""),
    promptTemplate: text("prompt_template").notNull().default(""),
    model: text("model"),
    temperature: doublePrecision("temperature"),
    maxTokens: integer("max_tokens"),
    /** The reply to a client who may be in danger. Null: Parley's own careful answer. */
    dangerAnswer: text("danger_answer"),
    /** Set by the caller; `greeting` is the first message of scheduled sessions. */
    metadata: metadata(),
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    deletedAt: moment("deleted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.ownerId] }),
    index("chatbot_owner").on(t.ownerId, t.createdAt, t.id),
    check("chatbot_temperature", sql`${t.temperature} between 0 and 2`),
    check("chatbot_max_tokens", sql`${t.maxTokens} >= 1`),
  ],
);

/** A text of a chatbot's knowledge base. */
export const chatbotDocument = pgTable(
  "chatbot_document",
  {
    id: id("id").notNull(),
    ownerId: id("owner_id").notNull(),
    chatbotId: id("chatbot_id").notNull(),
    /** The index in the knowledge base, from 0. */
    position: integer("position").notNull(),
    title: text("title").notNull(),
    content: text("content").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.ownerId] }),
    foreignKey({
      columns: [t.chatbotId, t.ownerId],
      foreignColumns: [chatbot.id, chatbot.ownerId],
      name: "chatbot_document_chatbot",
    }).onDelete("cascade"),
    index("chatbot_document_chatbot_position").on(t.chatbotId, t.ownerId, t.position),
  ],
);

/** A client, with whom a person's chatbots talk. Deletion sets `deleted_at`, because past sessions refer to the row. */
export const client = pgTable(
  "client",
  {
    id: id("id").notNull(),
    ownerId: id("owner_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    email: text("email"),
    phoneNumber: text("phone_number"),
    metadata: metadata(),
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    deletedAt: moment("deleted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.ownerId] }),
    index("client_owner").on(t.ownerId, t.createdAt, t.id),
    // An import finds existing clients by email.
    index("client_email").on(t.ownerId, sql`lower(${t.email})`).where(sql`${t.email} is not null`),
  ],
);

export const CHATBOT_SESSION_STATUSES = ["ACTIVE", "COMPLETED", "TERMINATED", "SCHEDULED"] as const;
export type ChatbotSessionStatus = (typeof CHATBOT_SESSION_STATUSES)[number];
export type Feedback = { rating?: number; comment?: string };

/** The columns that only chatbot sessions have. A change must hold the lock of the `session` row. */
export const chatbotSession = pgTable(
  "chatbot_session",
  {
    sessionId: id("session_id").notNull(),
    ownerId: id("owner_id").notNull(),
    chatbotId: id("chatbot_id").notNull(),
    clientId: id("client_id").notNull(),
    status: text("status").$type<ChatbotSessionStatus>().notNull(),
    startTime: moment("start_time").notNull(),
    /** Whether the server starts a scheduled session at its start time. */
    startsItself: boolean("starts_itself").notNull().default(false),
    endTime: moment("end_time"),
    feedback: jsonb("feedback").$type<Feedback>(),
    /** Set by the caller; null until then. */
    metadata: jsonb("metadata").$type<JsonObject>(),
    /** When a message of the client first suggested that they may harm themselves. */
    dangerAt: moment("danger_at"),
    /** A summary of the messages up to `earlier_seq`, which exceed the model's context window. */
    earlier: text("earlier"),
    earlierSeq: integer("earlier_seq").notNull().default(0),
    /** A summary of the whole session, for the owner. */
    report: text("report"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ownerId, t.sessionId] }),
    foreignKey({
      columns: [t.sessionId, t.ownerId],
      foreignColumns: [session.id, session.ownerId],
      name: "chatbot_session_session",
    }).onDelete("cascade"),
    foreignKey({
      columns: [t.chatbotId, t.ownerId],
      foreignColumns: [chatbot.id, chatbot.ownerId],
      name: "chatbot_session_chatbot",
    }),
    foreignKey({
      columns: [t.clientId, t.ownerId],
      foreignColumns: [client.id, client.ownerId],
      name: "chatbot_session_client",
    }),
    index("chatbot_session_list").on(t.ownerId, t.createdAt, t.sessionId),
    index("chatbot_session_of_chatbot").on(t.ownerId, t.chatbotId, t.createdAt, t.sessionId),
    index("chatbot_session_of_client").on(t.ownerId, t.clientId, t.createdAt, t.sessionId),
    index("chatbot_session_due").on(t.startTime).where(sql`${t.status} = 'SCHEDULED' and ${t.startsItself}`),
    check("chatbot_session_status", sql`${t.status} in ('ACTIVE', 'COMPLETED', 'TERMINATED', 'SCHEDULED')`),
    check("chatbot_session_rating", sql`(${t.feedback}->>'rating')::int between 1 and 5`),
    check("chatbot_session_times", sql`${t.endTime} >= ${t.startTime}`),
    check("chatbot_session_ended", sql`${t.status} in ('ACTIVE', 'SCHEDULED') or ${t.endTime} is not null`),
  ],
);
