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
import { id, type JsonObject, metadata, moment, tsvector } from "./columns.ts";

/** The statuses that are common to all kinds of session. Each kind maps its own statuses to these. */
export const SESSION_STATUSES = ["active", "waiting", "scheduled", "paused", "done", "stopped"] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/**
 * A session of any kind. Every row that belongs to a session refers to it by `(id, owner_id)`: so it can't belong to another
 * person's session, and `owner_id` can serve as a sharding key.
 */
export const ATTENTION_REASONS = ["danger", "unanswered", "failed"] as const;
/** Why a session needs its owner: somebody in it may be in danger, a question had no answer, or a reply failed. */
export type AttentionReason = (typeof ATTENTION_REASONS)[number];

export const session = pgTable(
  "session",
  {
    id: id("id").notNull(),
    ownerId: id("owner_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    /** Set on a room: the session that its owner and other people share. */
    parentId: id("parent_id"),
    parentOwnerId: id("parent_owner_id"),
    title: text("title"),
    metadata: metadata(),
    status: text("status").$type<SessionStatus>().notNull().default("active"),
    /** From this time on the session is over, whatever its `status`. Null: it does not expire. */
    endsAt: moment("ends_at"),
    /** The agent, chatbot or guide that replies in the session. The name is a copy, so that lists need no join. */
    responderId: id("responder_id").notNull(),
    responderName: text("responder_name").notNull(),
    /** The user or client in the session; the name is null when only an id is known. */
    personId: text("person_id"),
    personName: text("person_name"),
    /** The number of the newest event. Numbers are consecutive. */
    seq: integer("seq").notNull().default(0),
    /** Incremented by each change; used for ETag and If-Match. */
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    /**
     * When the newest message was stored, or the session created. Each message has a later time than the one before.
     */
    lastMessageAt: moment("last_message_at").notNull(),
    pinnedAt: moment("pinned_at"),
    archivedAt: moment("archived_at"),
    /** The newest event that the owner has seen. */
    readSeq: integer("read_seq").notNull().default(0),
    /** Whether the owner takes part in the conversation: what is unread in it concerns them. */
    ownerTakesPart: boolean("owner_takes_part").notNull().default(false),
    /** Why the session needs its owner; null: it does not. */
    attention: text("attention").$type<AttentionReason>(),
    /** Messages up to this event number are in the search index. */
    indexedSeq: integer("indexed_seq").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.ownerId] }),
    foreignKey({
      columns: [t.parentId, t.parentOwnerId],
      foreignColumns: [t.id, t.ownerId],
      name: "session_parent",
    }).onDelete("cascade"),
    index("session_inbox").on(t.ownerId, t.lastMessageAt, t.id),
    index("session_pinned").on(t.ownerId, t.lastMessageAt).where(sql`${t.pinnedAt} is not null`),
    uniqueIndex("session_room")
      .on(t.parentId, t.parentOwnerId, t.ownerId)
      .where(sql`${t.parentId} is not null`),
    index("session_rooms").on(t.ownerId, t.lastMessageAt, t.id).where(sql`${t.parentId} is not null`),
    // What needs the owner; must match the condition of `needsOwner`.
    index("session_needs_owner")
      .on(t.ownerId, t.lastMessageAt, t.id)
      .where(sql`${t.attention} is not null or (${t.ownerTakesPart} and ${t.seq} > ${t.readSeq})`),
    index("session_owner_takes_part").on(t.ownerId, t.lastMessageAt, t.id).where(sql`${t.ownerTakesPart}`),
    // Sessions with messages that are not in the search index yet.
    index("session_unindexed").on(t.ownerId, t.id).where(sql`${t.seq} > ${t.indexedSeq}`),
    // Serves ILIKE searches for any part of a title.
    index("session_chatbot_title")
      .using("gin", t.title.op("gin_trgm_ops"))
      .where(sql`${t.kind} = 'chatbot' and ${t.title} is not null`),
    check(
      "session_status",
      sql`${t.status} in ('active', 'waiting', 'scheduled', 'paused', 'done', 'stopped')`,
    ),
    check("session_attention", sql`${t.attention} in ('danger', 'unanswered', 'failed')`),
    check("session_counts", sql`${t.seq} >= 0 and ${t.version} >= 1`),
    check("session_room_parent", sql`(${t.parentId} is null) = (${t.parentOwnerId} is null)`),
    check("session_room_not_own_parent", sql`${t.parentId} <> ${t.id}`),
  ],
);

export const PARTICIPANT_ROLES = ["partner", "editor", "viewer"] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/** A person other than the owner who has access to a session, with their own read state in the inbox. */
export const participant = pgTable(
  "participant",
  {
    sessionId: id("session_id").notNull(),
    ownerId: id("owner_id").notNull(),
    userId: id("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    role: text("role").$type<ParticipantRole>().notNull(),
    joinedAt: moment("joined_at").notNull(),
    /** When the person lost access; null while they have it. */
    leftAt: moment("left_at"),
    /** The newest event that the person has seen. */
    readSeq: integer("read_seq").notNull().default(0),
    pinnedAt: moment("pinned_at"),
    archivedAt: moment("archived_at"),
  },
  (t) => [
    primaryKey({ columns: [t.sessionId, t.userId, t.ownerId] }),
    foreignKey({
      columns: [t.sessionId, t.ownerId],
      foreignColumns: [session.id, session.ownerId],
      name: "participant_session",
    }).onDelete("cascade"),
    index("participant_user").on(t.userId, t.sessionId, t.ownerId).where(sql`${t.leftAt} is null`),
    check("participant_role", sql`${t.role} in ('partner', 'editor', 'viewer')`),
    check("participant_not_owner", sql`${t.userId} <> ${t.ownerId}`),
  ],
);

export const MESSAGE_STATUSES = ["complete", "stopped", "failed"] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];
export type Attachment = { type: string; url: string; name?: string };

/** A stored message. A reply that is being written is in `reply` until it is finished. */
export const message = pgTable(
  "message",
  {
    id: id("id").notNull(),
    ownerId: id("owner_id").notNull(),
    sessionId: id("session_id").notNull(),
    /** The number of its `message.created` event. */
    seq: integer("seq").notNull(),
    authorId: text("author_id").notNull(),
    isAgent: boolean("is_agent").notNull(),
    /** The kind of its session. */
    kind: text("kind").notNull(),
    content: text("content").notNull(),
    attachments: jsonb("attachments").$type<Attachment[]>().notNull().default(sql`'[]'::jsonb`),
    metadata: metadata(),
    status: text("status").$type<MessageStatus>().notNull().default("complete"),
    /** The message that this one answers. */
    replyTo: id("reply_to"),
    /** A fixed text that was stored because the reply failed. */
    fallback: boolean("fallback").notNull().default(false),
    /** A reply that does not answer the question. */
    unanswered: boolean("unanswered").notNull().default(false),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.ownerId] }),
    foreignKey({
      columns: [t.sessionId, t.ownerId],
      foreignColumns: [session.id, session.ownerId],
      name: "message_session",
    }).onDelete("cascade"),
    // No two messages of a session have the same time, so the time alone is a page cursor.
    uniqueIndex("message_order").on(t.sessionId, t.createdAt, t.ownerId),
    // A message has at most one complete reply, even if several workers write one.
    uniqueIndex("message_one_reply")
      .on(t.replyTo, t.ownerId)
      .where(sql`${t.replyTo} is not null and ${t.status} = 'complete'`),
    // Replies that did not answer the question. There are few, and the overview reads them over all sessions of an
    // owner.
    index("message_unanswered")
      .on(t.ownerId, t.sessionId, t.createdAt)
      .where(sql`${t.unanswered} or ${t.fallback}`),
    check("message_status", sql`${t.status} in ('complete', 'stopped', 'failed')`),
  ],
);

/** Further ids under which a client has sent a message. A repeated request with one of them finds the message. */
export const messageAlias = pgTable(
  "message_alias",
  {
    id: id("id").notNull(),
    ownerId: id("owner_id").notNull(),
    messageId: id("message_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.ownerId] }),
    foreignKey({
      columns: [t.messageId, t.ownerId],
      foreignColumns: [message.id, message.ownerId],
      name: "message_alias_message",
    }).onDelete("cascade"),
    index("message_alias_message").on(t.messageId, t.ownerId),
  ],
);

/** The search index over messages. It is filled asynchronously, so that appending a message does not wait for it. */
export const messageWords = pgTable(
  "message_words",
  {
    messageId: id("message_id").notNull(),
    ownerId: id("owner_id").notNull(),
    sessionId: id("session_id").notNull(),
    kind: text("kind").notNull(),
    /** The words of the message and the owner's id, so that the index finds one owner's rows only. */
    words: tsvector("words").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.ownerId] }),
    foreignKey({
      columns: [t.messageId, t.ownerId],
      foreignColumns: [message.id, message.ownerId],
      name: "message_words_message",
    }).onDelete("cascade"),
    index("message_words_words").using("gin", t.words),
    // A search for common words reads an owner's newest messages, instead of sorting all matches.
    index("message_words_time").on(t.ownerId, t.createdAt, t.messageId),
  ],
);

/** The events of a session in order, read by live streams, replay and the inbox. */
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
 * A reply that is queued or being written: the queue entry and the draft. The transaction that stores the finished message
 * deletes the row.
 */
export const reply = pgTable(
  "reply",
  {
    /** The message to reply to. */
    messageId: id("message_id").notNull(),
    ownerId: id("owner_id").notNull(),
    sessionId: id("session_id").notNull(),
    state: text("state").$type<"queued" | "running">().notNull().default("queued"),
    text: text("text").notNull().default(""),
    attempt: integer("attempt").notNull().default(0),
    stopRequested: boolean("stop_requested").notNull().default(false),
    /** The worker that claimed it must renew the lease before this time. */
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
    // A session's replies are written one at a time.
    uniqueIndex("reply_one_running").on(t.sessionId, t.ownerId).where(sql`${t.state} = 'running'`),
    check("reply_state", sql`${t.state} in ('queued', 'running')`),
  ],
);
