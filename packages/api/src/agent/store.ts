import type { Db } from "@parley/db/client";
import { agent, agentSession } from "@parley/db/schema/agent";
import { session } from "@parley/db/schema/session";
import { and, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import { coalesce } from "../batch/coalesce.ts";
import { batchedFind, isRequested } from "../batch/find.ts";
import { createFactsCache } from "../session/access/facts.ts";
import type { AccessStore } from "../session/access/store.ts";
import { agentSessionCreates, type NewAgentSession } from "./create.ts";
import { type AgentSessionRow, agentSessionColumns } from "./session-row.ts";

/** The agent and the user of a session. They never change, so they are cached. */
export type AgentSessionFacts = { agentId: string; userId: string };

export type ListFilter = {
  ownerId: string;
  agentId?: string | undefined;
  userId?: string | undefined;
  status: "active" | "expired" | "all";
  limit: number;
  offset: number;
};

type ListInput = { filter: ListFilter; now: Date };
const keyOfList = ({ filter }: ListInput) => JSON.stringify(filter);

const joined = and(eq(agentSession.sessionId, session.id), eq(agentSession.ownerId, session.ownerId));

/** Reads of agent sessions, and their creation. All are limited to one owner, except `health`. */
export function agentSessionStore(db: Db, access: AccessStore) {
  let counting: Promise<HealthCounts> | undefined;

  const findFacts = db
    .select({ agentId: agentSession.agentId, userId: agentSession.userId })
    .from(agentSession)
    .where(
      and(
        eq(agentSession.sessionId, sql.placeholder("id")),
        eq(agentSession.ownerId, sql.placeholder("ownerId")),
      ),
    )
    .prepare("agent_session_facts");
  const facts = createFactsCache<AgentSessionFacts>();
  const keyOf = (id: string, ownerId: string) => `${ownerId} ${id}`;

  const findMany = db
    .select({ ...agentSessionColumns, ownerId: session.ownerId })
    .from(session)
    .innerJoin(agentSession, joined)
    .where(isRequested(session.id, session.ownerId))
    .prepare("agent_session_find");
  const create = agentSessionCreates(db);

  const listings = new Map<string, ReturnType<typeof prepareListing>>();
  /** One statement for each combination of filters, prepared when first used. */
  function listing({ status, agentId, userId }: ListFilter) {
    const shape = `${status}${agentId === undefined ? "" : "_agent"}${userId === undefined ? "" : "_user"}`;
    const known =
      listings.get(shape) ?? prepareListing(db, shape, listCondition({ status, agentId, userId }));
    listings.set(shape, known);
    return known;
  }

  const page = coalesce<ListInput, AgentSessionRow[]>(keyOfList, ({ filter, now }) =>
    listing(filter).page.execute({ ...filter, now: now.toISOString() }),
  );
  const counts = coalesce(keyOfList, async ({ filter, now }: ListInput) => {
    const [row] = await listing(filter).counts.execute({ ...filter, now: now.toISOString() });
    return row ?? { total: 0, all: 0, active: 0 };
  });

  return {
    /**
     * The session's agent and user; undefined when there is no such session. Cached, so it may have been deleted since.
     */
    facts: (id: string, ownerId: string): Promise<AgentSessionFacts | undefined> =>
      facts.find(keyOf(id, ownerId), async () => (await findFacts.execute({ id, ownerId }))[0]),

    /** Concurrent finds are batched into one query. */
    find: batchedFind<AgentSessionRow>((input) => findMany.execute(input)),

    /** Returns undefined when there is no such agent. Rejects with a unique violation when the id is taken. */
    async create(fresh: NewAgentSession): Promise<AgentSessionRow | undefined> {
      const row = await create(fresh);
      if (!row) return undefined;
      const { id, ownerId, agentId, userId } = fresh;
      access.remember(id, { ownerId, kind: "agent", parent: null });
      facts.set(keyOf(id, ownerId), { agentId, userId });
      return row;
    },

    list: (filter: ListFilter, now: Date): Promise<AgentSessionRow[]> => page({ filter, now }),

    /** `total` counts the sessions that match the filter; `all` and `active` count the owner's sessions. */
    counts: (filter: ListFilter, now: Date) => counts({ filter, now }),

    /** Counts over all owners. Callers need no credential, so concurrent calls are coalesced into one query. */
    health(now: Date): Promise<HealthCounts> {
      counting ??= countForHealth(db, now).finally(() => {
        counting = undefined;
      });
      return counting;
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
  // Each count scans all sessions of an owner, so a total that follows from the other counts is not computed
  // separately.
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
