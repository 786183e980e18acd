import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { user } from "./auth.ts";
import { id, type JsonObject, metadata, moment } from "./columns.ts";

/** The kinds of session that this server holds. */
export const SESSION_KINDS = ["agent", "chatbot"] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/**
 * A session of any kind. Every key that belongs to a session carries `owner_id`: a row can't belong to one
 * person and hang below another's session, and a sharding Postgres can distribute by it.
 */
export const session = pgTable(
  "session",
  {
    id: id("id").notNull(),
    ownerId: id("owner_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    kind: text("kind").$type<SessionKind>().notNull(),
    title: text("title"),
    metadata: metadata(),
    /** The number of the newest event; rises by one with each. */
    seq: integer("seq").notNull().default(0),
    /** Rises with each change: ETag and If-Match come from it. */
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    /** When the newest message came, or the session itself; strictly rising with each message. */
    lastMessageAt: moment("last_message_at").notNull(),
    pinnedAt: moment("pinned_at"),
    archivedAt: moment("archived_at"),
    /** The newest event that the owner has seen. */
    readSeq: integer("read_seq").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.ownerId] }),
    index("session_inbox").on(t.ownerId, t.lastMessageAt, t.id),
    index("session_pinned").on(t.ownerId, t.lastMessageAt).where(sql`${t.pinnedAt} is not null`),
    // Titles are searched by any part of them.
    index("session_chatbot_title")
      .using("gin", t.title.op("gin_trgm_ops"))
      .where(sql`${t.kind} = 'chatbot' and ${t.title} is not null`),
    check("session_kind", sql`${t.kind} in ('agent', 'chatbot')`),
    check("session_counts", sql`${t.seq} >= 0 and ${t.version} >= 1`),
  ],
);

export const MESSAGE_STATUSES = ["complete", "stopped", "failed"] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];
export type Attachment = { type: string; url: string; name?: string };

/** A finished message. One that is still being written lives in `reply`. */
export const message = pgTable(
  "message",
  {
    id: id("id").notNull(),
    ownerId: id("owner_id").notNull(),
    sessionId: id("session_id").notNull(),
    /** The number of the event that announced it. */
    seq: integer("seq").notNull(),
    authorId: text("author_id").notNull(),
    isAgent: boolean("is_agent").notNull(),
    content: text("content").notNull(),
    attachments: jsonb("attachments").$type<Attachment[]>().notNull().default(sql`'[]'::jsonb`),
    metadata: metadata(),
    status: text("status").$type<MessageStatus>().notNull().default("complete"),
    /** The message that this one answers. */
    replyTo: id("reply_to"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.ownerId] }),
    foreignKey({
      columns: [t.sessionId, t.ownerId],
      foreignColumns: [session.id, session.ownerId],
      name: "message_session",
    }).onDelete("cascade"),
    // Two messages of a session never share a moment, so a page cut at a moment loses none and repeats none.
    uniqueIndex("message_order").on(t.sessionId, t.createdAt, t.ownerId),
    // A message has one complete answer, whoever finishes first.
    uniqueIndex("message_one_reply")
      .on(t.replyTo, t.ownerId)
      .where(sql`${t.replyTo} is not null and ${t.status} = 'complete'`),
    // Words of chatbot sessions are searched, each owner's apart: the owner's id is a word of the index like the others.
    index("message_words")
      .using("gin", sql`(array_to_tsvector(array[${t.ownerId}]) || to_tsvector('simple', ${t.content}))`)
      .where(sql`${t.id} like 'msg_%'`),
    // A search for common words reads an owner's newest messages, instead of sorting all that hold them.
    index("message_chatbot_time").on(t.ownerId, t.createdAt, t.id).where(sql`${t.id} like 'msg_%'`),
    // Where a chatbot had no answer; few, and looked for among all of an owner's sessions.
    index("message_unanswered")
      .on(t.ownerId, t.sessionId, t.createdAt)
      .where(sql`${t.id} like 'msg_%' and (${t.metadata} ? 'unanswered' or ${t.metadata} ? 'fallback')`),
    check("message_status", sql`${t.status} in ('complete', 'stopped', 'failed')`),
  ],
);

/** What happened in a session, in order: live streams, replay and the inbox read it. */
export const event = pgTable(
  "event",
  {
    sessionId: id("session_id").notNull(),
    ownerId: id("owner_id").notNull(),
    seq: integer("seq").notNull(),
    type: text("type").notNull(),
    messageId: id("message_id"),
    data: jsonb("data").$type<JsonObject>(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sessionId, t.seq, t.ownerId] }),
    foreignKey({
      columns: [t.sessionId, t.ownerId],
      foreignColumns: [session.id, session.ownerId],
      name: "event_session",
    }).onDelete("cascade"),
  ],
);

/**
 * An answer that is owed to a message: the job that makes it and what it has written so far. The row goes, in
 * one transaction, when the finished message is stored.
 */
export const reply = pgTable(
  "reply",
  {
    /** The message to answer. */
    messageId: id("message_id").notNull(),
    ownerId: id("owner_id").notNull(),
    sessionId: id("session_id").notNull(),
    state: text("state").$type<"queued" | "running">().notNull().default("queued"),
    text: text("text").notNull().default(""),
    attempt: integer("attempt").notNull().default(0),
    stopRequested: boolean("stop_requested").notNull().default(false),
    /** Until when the worker that runs it is believed to be alive. */
    leaseUntil: moment("lease_until"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.ownerId] }),
    foreignKey({
      columns: [t.sessionId, t.ownerId],
      foreignColumns: [session.id, session.ownerId],
      name: "reply_session",
    }).onDelete("cascade"),
    index("reply_queue").on(t.createdAt, t.messageId),
    index("reply_of_session").on(t.sessionId, t.ownerId, t.createdAt),
    // A session's answers are written one after another.
    uniqueIndex("reply_one_running").on(t.sessionId, t.ownerId).where(sql`${t.state} = 'running'`),
    check("reply_state", sql`${t.state} in ('queued', 'running')`),
  ],
);
