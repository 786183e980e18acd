import { sql } from "drizzle-orm";
import {
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
import { id, type Json, moment } from "./columns.ts";
import { session } from "./session.ts";

/** An API key, with which a program acts for a person. Only its hash is stored. */
export const apiKey = pgTable(
  "api_key",
  {
    id: id("id").primaryKey(),
    ownerId: id("owner_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    hash: id("hash").notNull(),
    /** The key's first characters, by which its owner recognizes it. */
    preview: text("preview").notNull(),
    scopes: text("scopes").array().notNull(),
    expiresAt: moment("expires_at"),
    lastUsedAt: moment("last_used_at"),
    revokedAt: moment("revoked_at"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [uniqueIndex("api_key_hash").on(t.hash), index("api_key_owner").on(t.ownerId, t.createdAt)],
);

/** The response to the first request with an Idempotency-Key, which repeated requests receive. */
export const idempotency = pgTable(
  "idempotency",
  {
    /** The account of the caller; that of the session for a session token. */
    callerId: id("caller_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    requestHash: id("request_hash").notNull(),
    /** The session that the response is about. The row is deleted with it. */
    sessionId: id("session_id"),
    sessionOwnerId: id("session_owner_id"),
    /** The response's HTTP status; null while the first request is running. */
    status: integer("status"),
    body: jsonb("body").$type<Json>(),
    createdAt: moment("created_at").notNull(),
    /** The end of the running request's lease. After it, another request may take over. */
    lockedUntil: moment("locked_until").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.callerId, t.key] }),
    foreignKey({
      columns: [t.sessionId, t.sessionOwnerId],
      foreignColumns: [session.id, session.ownerId],
      name: "idempotency_session",
    }).onDelete("cascade"),
    index("idempotency_created").on(t.createdAt),
    index("idempotency_of_session").on(t.sessionId, t.sessionOwnerId).where(sql`${t.sessionId} is not null`),
  ],
);

/**
 * The count of requests in the current window of each rate limit. UNLOGGED, so that counting does not wait for the disk; a
 * crash resets the counts.
 */
export const rateLimit = pgTable(
  "rate_limit",
  {
    key: id("key").primaryKey(),
    count: integer("count").notNull(),
    resetAt: moment("reset_at").notNull(),
  },
  (t) => [index("rate_limit_reset").on(t.resetAt)],
);
