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

/** Who answers in an agent session. A deleted one stays as a row, so that its past sessions stay readable. */
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

/** In UTC and by minutes, so that Postgres accepts it in a generated column: no time zone can change it. */
const minutesAfter = (from: string, minutes: string) =>
  `((${from} at time zone 'UTC' + make_interval(mins => ${minutes})) at time zone 'UTC')`;
const cap = minutesAfter("created_at", "max_duration_minutes");
const base = "(case when auto_renew then last_activity_at else coalesce(renewed_at, created_at) end)";

/**
 * What an agent session has beside its `session` row. `expires_at` is the database's own sum of the columns
 * above it, so that no write can leave it wrong.
 */
export const agentSession = pgTable(
  "agent_session",
  {
    sessionId: id("session_id").notNull(),
    ownerId: id("owner_id").notNull(),
    agentId: id("agent_id").notNull(),
    /** The outside user: the caller's own name for them. */
    userId: text("user_id").notNull(),
    timeoutMinutes: integer("timeout_minutes").notNull(),
    autoRenew: boolean("auto_renew").notNull(),
    maxDurationMinutes: integer("max_duration_minutes").notNull(),
    warningThresholdMinutes: integer("warning_threshold_minutes").notNull(),
    createdAt: moment("created_at").notNull(),
    lastActivityAt: moment("last_activity_at").notNull(),
    /** The last renewal by hand. */
    renewedAt: moment("renewed_at"),
    renewalCount: integer("renewal_count").notNull().default(0),
    maxExpiresAt: moment("max_expires_at").notNull().generatedAlwaysAs(sql.raw(cap)),
    expiresAt: moment("expires_at")
      .notNull()
      .generatedAlwaysAs(sql.raw(`least(${minutesAfter(base, "timeout_minutes")}, ${cap})`)),
    /** The `expires_at` that the owner was last warned of: one warning for each. */
    warnedFor: moment("warned_for"),
    /** When the expiry was announced; final. */
    expiredAt: moment("expired_at"),
  },
  (t) => [
    // By owner first: it also lists a person's sessions in the order of their making. Each index costs each message.
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
    // Holds all that the counts of a person's sessions look at, so that they are taken from the index alone.
    index("agent_session_expiry").on(t.ownerId, t.expiresAt, t.expiredAt),
    index("agent_session_sweep").on(t.expiresAt).where(sql`${t.expiredAt} is null`),
    index("agent_session_retention").on(t.expiredAt).where(sql`${t.expiredAt} is not null`),
    check("agent_session_timeout", sql`${t.timeoutMinutes} between 5 and 1440`),
    check("agent_session_max", sql`${t.maxDurationMinutes} between 1 and 4320`),
    check("agent_session_warning", sql`${t.warningThresholdMinutes} between 1 and 60`),
    check("agent_session_max_covers", sql`${t.maxDurationMinutes} >= ${t.timeoutMinutes}`),
  ],
);
