import type { Db } from "@parley/db/client";
import { agent, agentSession } from "@parley/db/schema/agent";
import type { JsonObject } from "@parley/db/schema/columns";
import { event, session } from "@parley/db/schema/session";
import { and, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import { shared } from "../batch/reads.ts";
import { writeTogether } from "../batch/writes.ts";
import { rememberedFacts } from "../session/access/facts.ts";
import { forgetAnswers } from "../session/idempotency.ts";
import { foundTogether, isAsked } from "../session/read/find.ts";
import type { TimeoutConfig } from "./schema.ts";
import { type AgentSessionRow, agentSessionColumns } from "./session-row.ts";

/** What never changes about a session, and so can be remembered. */
export type SessionFacts = { ownerId: string; agentId: string; userId: string };

export type NewAgentSession = SessionFacts & {
  id: string;
  title: string | null;
  metadata: JsonObject;
  timeout: TimeoutConfig;
  now: Date;
};

export type ListFilter = {
  ownerId: string;
  agentId?: string | undefined;
  userId?: string | undefined;
  status: "active" | "expired" | "all";
  limit: number;
  offset: number;
};

type Listed = { filter: ListFilter; now: Date };
const nameOf = ({ filter }: Listed) => JSON.stringify(filter);

export type AgentStore = ReturnType<typeof agentStore>;

const joined = and(eq(agentSession.sessionId, session.id), eq(agentSession.ownerId, session.ownerId));

/** Reads and writes of agent sessions. Whoever changes one locks its `agent_session` row first. */
export function agentStore(db: Db) {
  let counting: Promise<HealthCounts> | undefined;

  const findFacts = db
    .select({ ownerId: agentSession.ownerId, agentId: agentSession.agentId, userId: agentSession.userId })
    .from(session)
    .innerJoin(agentSession, joined)
    .where(eq(session.id, sql.placeholder("id")))
    .limit(1)
    .prepare("agent_session_facts");
  const facts = rememberedFacts<SessionFacts>();

  const findMany = db
    .select({ ...agentSessionColumns, ownerId: session.ownerId })
    .from(session)
    .innerJoin(agentSession, joined)
    .where(isAsked)
    .prepare("agent_session_find");

  const inserts = prepareInserts(db);
  async function insertAll(fresh: NewAgentSession[]): Promise<(Computed | undefined)[]> {
    const rows = await inserts.execute({ asked: JSON.stringify(fresh.map(newSession)) });
    const computed = new Map(rows.map((row) => [row.sessionId, row]));
    return fresh.map(({ id }) => computed.get(id));
  }
  const insert = writeTogether<NewAgentSession, Computed | undefined>({
    subjectOf: ({ id }) => id,
    many: insertAll,
    one: async (fresh) => (await insertAll([fresh]))[0],
  });

  const listings = new Map<string, ReturnType<typeof prepareListing>>();
  /** A statement for each way to filter, made when it is first asked for. */
  function listing({ status, agentId, userId }: ListFilter) {
    const shape = `${status}${agentId === undefined ? "" : "_agent"}${userId === undefined ? "" : "_user"}`;
    const known =
      listings.get(shape) ?? prepareListing(db, shape, listCondition({ status, agentId, userId }));
    listings.set(shape, known);
    return known;
  }

  const page = shared<Listed, AgentSessionRow[]>(nameOf, ({ filter, now }) =>
    listing(filter).page.execute({ ...filter, now: now.toISOString() }),
  );
  const counts = shared(nameOf, async ({ filter, now }: Listed) => {
    const [row] = await listing(filter).counts.execute({ ...filter, now: now.toISOString() });
    return row ?? { total: 0, all: 0, active: 0 };
  });

  return {
    /** Whose session it is; undefined when there is none. Remembered: check with a read that it still exists. */
    facts: (id: string): Promise<SessionFacts | undefined> =>
      facts.find(id, async () => (await findFacts.execute({ id }))[0]),

    /** Those that are asked for together are one read. */
    find: foundTogether<AgentSessionRow>((asked) => findMany.execute(asked)),

    /** Those that come together are one statement. */
    async create(fresh: NewAgentSession): Promise<AgentSessionRow> {
      const { id, ownerId, agentId, userId } = fresh;
      const computed = await insert(fresh);
      if (!computed) throw new Error("the insert returned no row");
      facts.remember(id, { ownerId, agentId, userId });
      return freshRow(fresh, computed);
    },

    list: (filter: ListFilter, now: Date): Promise<AgentSessionRow[]> => page({ filter, now }),

    /** How many sessions the filter matches, and how many the owner has. */
    counts: (filter: ListFilter, now: Date) => counts({ filter, now }),

    /** Counts over all owners, for the health check. Anybody may ask, so those who ask meanwhile share one count. */
    health(now: Date): Promise<HealthCounts> {
      counting ??= countForHealth(db, now).finally(() => {
        counting = undefined;
      });
      return counting;
    },

    /** Removes the session with everything below it, and what was answered about it. Of two that race, one removes it. */
    async remove(id: string, ownerId: string): Promise<boolean> {
      facts.forget(id);
      return db.transaction(async (tx) => {
        await tx
          .select({ id: agentSession.sessionId })
          .from(agentSession)
          .where(and(eq(agentSession.sessionId, id), eq(agentSession.ownerId, ownerId)))
          .for("update");
        const gone = await tx
          .delete(session)
          .where(and(eq(session.id, id), eq(session.ownerId, ownerId)))
          .returning({ id: session.id });
        if (gone.length > 0) await forgetAnswers(tx, ownerId, id);
        return gone.length > 0;
      });
    },
  };
}

type HealthCounts = { active: number; expiringSoon: number; withoutAgent: number };

async function countForHealth(db: Db, now: Date): Promise<HealthCounts> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const warnFrom = sql`${agentSession.expiresAt} - make_interval(mins => ${agentSession.warningThresholdMinutes})`;
  const [row] = await db
    .select({
      active: sql<number>`count(*)::int`,
      expiringSoon: sql<number>`(count(*) filter (where ${warnFrom} <= ${at}))::int`,
      withoutAgent: sql<number>`(count(*) filter (where ${agent.deletedAt} is not null))::int`,
    })
    .from(agentSession)
    .innerJoin(agent, and(eq(agent.id, agentSession.agentId), eq(agent.ownerId, agentSession.ownerId)))
    .where(and(gt(agentSession.expiresAt, now), sql`${agentSession.expiredAt} is null`));
  return row ?? { active: 0, expiringSoon: 0, withoutAgent: 0 };
}

const isActive = sql`(${agentSession.expiresAt} > ${sql.placeholder("now")}::timestamptz and ${agentSession.expiredAt} is null)`;

function listCondition({ status, agentId, userId }: Pick<ListFilter, "status" | "agentId" | "userId">): SQL {
  const conditions = and(
    agentId === undefined ? undefined : eq(agentSession.agentId, sql.placeholder("agentId")),
    userId === undefined ? undefined : eq(agentSession.userId, sql.placeholder("userId")),
    status === "active" ? isActive : undefined,
    status === "expired" ? sql`not ${isActive}` : undefined,
  );
  return conditions ?? sql`true`;
}

function prepareListing(db: Db, shape: string, matches: SQL) {
  const isOwn = eq(agentSession.ownerId, sql.placeholder("ownerId"));
  const page = db
    .select(agentSessionColumns)
    .from(agentSession)
    .innerJoin(session, joined)
    .where(and(isOwn, matches))
    .orderBy(desc(agentSession.sessionId))
    .limit(sql.placeholder("limit"))
    .offset(sql.placeholder("offset"))
    .prepare(`agent_session_list_${shape}`);
  const all = sql<number>`count(*)::int`;
  const active = sql<number>`(count(*) filter (where ${isActive}))::int`;
  // Of a person's thousands of sessions, each is looked at for each count: the ones that are the same are taken once.
  const totals: Record<string, SQL<number>> = { all, active, expired: sql<number>`(${all} - ${active})` };
  const counts = db
    .select({
      total: totals[shape] ?? sql<number>`(count(*) filter (where ${matches}))::int`,
      all,
      active,
    })
    .from(agentSession)
    .where(isOwn)
    .prepare(`agent_session_counts_${shape}`);
  return { page, counts };
}

const NEW_SESSION = `asked_id text, asked_owner text, asked_agent text, asked_user text, asked_title text,
  asked_metadata jsonb, asked_timeout integer, asked_renew boolean, asked_max integer, asked_warning integer,
  asked_at timestamptz`;

const newSession = ({ timeout, ...fresh }: NewAgentSession) => ({
  ...{ asked_id: fresh.id, asked_owner: fresh.ownerId, asked_agent: fresh.agentId, asked_user: fresh.userId },
  ...{ asked_title: fresh.title, asked_metadata: fresh.metadata, asked_at: fresh.now },
  ...{ asked_timeout: timeout.timeoutMinutes, asked_renew: timeout.autoRenew },
  ...{ asked_max: timeout.maxDurationMinutes, asked_warning: timeout.warningThresholdMinutes },
});

/** Each session that is asked for: its row, its kind's row and its first event. */
function prepareInserts(db: Db) {
  const asked = db
    .$with("asked", {})
    .as(
      sql`select * from json_to_recordset(${sql.placeholder("asked")}::json) as asked (${sql.raw(NEW_SESSION)})`,
    );
  const base = db.$with("base", {}).as(sql`insert into ${session}
    (id, owner_id, kind, title, metadata, seq, created_at, updated_at, last_message_at, read_seq)
    select asked_id, asked_owner, 'agent', asked_title, asked_metadata, 1, asked_at, asked_at, asked_at, 1 from asked`);
  const noted = db
    .$with("noted", {})
    .as(sql`insert into ${event} (session_id, owner_id, seq, type, created_at)
    select asked_id, asked_owner, 1, 'session.created', asked_at from asked`);
  const { sessionId, expiresAt, maxExpiresAt } = agentSession;
  const own = db
    .$with("own", { sessionId, expiresAt, maxExpiresAt })
    .as(sql`insert into ${agentSession} (session_id, owner_id, agent_id, user_id, timeout_minutes, auto_renew,
      max_duration_minutes, warning_threshold_minutes, created_at, last_activity_at)
    select asked_id, asked_owner, asked_agent, asked_user, asked_timeout, asked_renew, asked_max, asked_warning,
      asked_at, asked_at from asked returning session_id, expires_at, max_expires_at`);
  return db.with(asked, base, noted, own).select().from(own).prepare("agent_session_insert");
}

type Computed = Pick<AgentSessionRow, "expiresAt" | "maxExpiresAt">;

/** What was stored, and what the database made of it. */
function freshRow(fresh: NewAgentSession, { expiresAt, maxExpiresAt }: Computed): AgentSessionRow {
  const { id, title, metadata, agentId, userId, timeout, now } = fresh;
  return {
    ...{ id, title, metadata, agentId, userId, ...timeout, createdAt: now, lastActivityAt: now },
    ...{ expiresAt, maxExpiresAt, version: 1, renewalCount: 0, renewedAt: null, expiredAt: null },
  };
}
