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
} from "drizzle-orm/pg-core";
import { user } from "./auth.ts";
import { id, moment } from "./columns.ts";
import { session } from "./session.ts";

export type KnowledgeEntry = { id: string; title: string; text: string };
export type StoredTimeout = {
  timeoutMinutes?: number;
  autoRenew?: boolean;
  maxDurationMinutes?: number;
  warningThresholdMinutes?: number;
};

/** An agent, which replies in agent sessions. Deletion sets `deleted_at`, because past sessions refer to the row. */
export const agent = pgTable(
  "agent",
  {
    id: id("id").notNull(),
    ownerId: id("owner_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    systemPrompt: text("system_prompt").notNull().default(""),
    model: text("model"),
    knowledge: jsonb("knowledge").$type<KnowledgeEntry[]>().notNull().default(sql`'[]'::jsonb`),
    timeoutConfig: jsonb("timeout_config").$type<StoredTimeout>().notNull().default(sql`'{}'::jsonb`),
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    deletedAt: moment("deleted_at"),
  },
  (t) => [primaryKey({ columns: [t.id, t.ownerId] }), index("agent_owner").on(t.ownerId, t.createdAt, t.id)],
);

/** Computed in UTC: Postgres accepts only expressions that don't depend on the time zone in a generated column. */
const minutesAfter = (from: string, minutes: string) =>
  `((${from} at time zone 'UTC' + make_interval(mins => ${minutes})) at time zone 'UTC')`;
const maxExpiry = minutesAfter("created_at", "max_duration_minutes");
const base = "(case when auto_renew then last_activity_at else coalesce(renewed_at, created_at) end)";

/**
 * The columns that only agent sessions have. `expires_at` is generated from the columns above it, so that it is always
 * consistent with them.
 */
export const agentSession = pgTable(
  "agent_session",
  {
    sessionId: id("session_id").notNull(),
    ownerId: id("owner_id").notNull(),
    agentId: id("agent_id").notNull(),
    /** The outside user's id, chosen by the caller. */
    userId: text("user_id").notNull(),
    timeoutMinutes: integer("timeout_minutes").notNull(),
    autoRenew: boolean("auto_renew").notNull(),
    maxDurationMinutes: integer("max_duration_minutes").notNull(),
    warningThresholdMinutes: integer("warning_threshold_minutes").notNull(),
    createdAt: moment("created_at").notNull(),
    lastActivityAt: moment("last_activity_at").notNull(),
    /** The last explicit renewal. */
    renewedAt: moment("renewed_at"),
    renewalCount: integer("renewal_count").notNull().default(0),
    maxExpiresAt: moment("max_expires_at").notNull().generatedAlwaysAs(sql.raw(maxExpiry)),
    expiresAt: moment("expires_at")
      .notNull()
      .generatedAlwaysAs(sql.raw(`least(${minutesAfter(base, "timeout_minutes")}, ${maxExpiry})`)),
    /** The `expires_at` of the last warning, so that there is one warning for each expiry. */
    warnedFor: moment("warned_for"),
    /** When the expiry was stored. It is final. */
    expiredAt: moment("expired_at"),
  },
  (t) => [
    // The owner comes first, so that the key also lists an owner's sessions by creation: each index slows every message
    // down.
    primaryKey({ columns: [t.ownerId, t.sessionId] }),
    foreignKey({
      columns: [t.sessionId, t.ownerId],
      foreignColumns: [session.id, session.ownerId],
      name: "agent_session_session",
    }).onDelete("cascade"),
    foreignKey({
      columns: [t.agentId, t.ownerId],
      foreignColumns: [agent.id, agent.ownerId],
      name: "agent_session_agent",
    }),
    // Contains all columns that the counts of an owner's sessions need, for index-only scans.
    index("agent_session_expiry").on(t.ownerId, t.expiresAt, t.expiredAt),
    index("agent_session_sweep").on(t.expiresAt).where(sql`${t.expiredAt} is null`),
    index("agent_session_retention").on(t.expiredAt).where(sql`${t.expiredAt} is not null`),
    check("agent_session_timeout", sql`${t.timeoutMinutes} between 5 and 1440`),
    check("agent_session_max", sql`${t.maxDurationMinutes} between 1 and 4320`),
    check("agent_session_warning", sql`${t.warningThresholdMinutes} between 1 and 60`),
    check("agent_session_max_covers", sql`${t.maxDurationMinutes} >= ${t.timeoutMinutes}`),
  ],
);
