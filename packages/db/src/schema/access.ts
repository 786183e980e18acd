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

/** A key that a program uses in place of a person. Only its hash is kept. */
export const apiKey = pgTable(
  "api_key",
  {
    id: id("id").primaryKey(),
    ownerId: id("owner_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    hash: id("hash").notNull(),
    /** The key's first characters, to tell keys apart by. */
    preview: text("preview").notNull(),
    scopes: text("scopes").array().notNull(),
    expiresAt: moment("expires_at"),
    lastUsedAt: moment("last_used_at"),
    revokedAt: moment("revoked_at"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [uniqueIndex("api_key_hash").on(t.hash), index("api_key_owner").on(t.ownerId, t.createdAt)],
);

/** The first answer to a request that carried an Idempotency-Key. */
export const idempotency = pgTable(
  "idempotency",
  {
    /** Who sent the request: an account, or a session token. */
    callerId: id("caller_id").notNull(),
    key: text("key").notNull(),
    requestHash: id("request_hash").notNull(),
    /** The session that the answer is about: the row is removed with it. */
    sessionId: id("session_id"),
    sessionOwnerId: id("session_owner_id"),
    /** Null while the first request is still under way. */
    status: integer("status"),
    body: jsonb("body").$type<Json>(),
    createdAt: moment("created_at").notNull(),
    /** Until when the request under way is believed to be alive. */
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
 * Requests counted in the present window of each limit. Created UNLOGGED: after a crash counting starts anew,
 * and no request waits for the disk.
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
