import type { Db } from "@parley/db/client";
import { agent, agentSession } from "@parley/db/schema/agent";
import type { JsonObject } from "@parley/db/schema/columns";
import { sql } from "drizzle-orm";
import { type CreateSpec, prepareCreate } from "../session/write/create.ts";
import type { TimeoutConfig } from "./schema.ts";
import type { AgentSessionRow } from "./session-row.ts";

export type NewAgentSession = {
  id: string;
  ownerId: string;
  agentId: string;
  userId: string;
  title: string | null;
  metadata: JsonObject;
  timeout: TimeoutConfig;
  now: Date;
};

const result = {
  expiresAt: agentSession.expiresAt,
  maxExpiresAt: agentSession.maxExpiresAt,
};

const spec: CreateSpec<typeof result> = {
  kind: "agent",
  inputColumns: `agent_id text, user_id text, timeout_minutes integer, auto_renew boolean, max_duration_minutes integer,
    warning_threshold_minutes integer`,
  join: sql`join ${agent} g on g.id = i.agent_id and g.owner_id = i.owner_id and g.deleted_at is null`,
  card: { responderId: sql`g.id`, responderName: sql`g.name`, personId: sql`i.user_id` },
  ownerTakesPart: sql`i.user_id = i.owner_id`,
  lock: sql`for share of g`,
  own: sql`insert into ${agentSession} (session_id, owner_id, agent_id, user_id, timeout_minutes, auto_renew,
      max_duration_minutes, warning_threshold_minutes, created_at, last_activity_at)
    select id, owner_id, agent_id, user_id, timeout_minutes, auto_renew, max_duration_minutes, warning_threshold_minutes,
      now, now
    from created returning session_id, owner_id, expires_at, max_expires_at`,
  endsAt: sql`own.expires_at`,
  result,
};

/** Creates agent sessions. Returns undefined when there is no such agent. */
export function agentSessionCreates(
  db: Db,
): (fresh: NewAgentSession) => Promise<AgentSessionRow | undefined> {
  const create = prepareCreate(db, spec);
  return async (fresh) => {
    const { id, ownerId, title, metadata, agentId, userId, timeout, now } = fresh;
    const own = {
      agent_id: agentId,
      user_id: userId,
      timeout_minutes: timeout.timeoutMinutes,
      auto_renew: timeout.autoRenew,
      max_duration_minutes: timeout.maxDurationMinutes,
      warning_threshold_minutes: timeout.warningThresholdMinutes,
    };
    const computed = await create({ id, ownerId, title, metadata, own, now });
    if (!computed) return undefined;
    return {
      id,
      title,
      metadata,
      agentId,
      userId,
      ...timeout,
      createdAt: now,
      lastActivityAt: now,
      expiresAt: computed.expiresAt,
      maxExpiresAt: computed.maxExpiresAt,
      version: 1,
      renewalCount: 0,
      renewedAt: null,
      expiredAt: null,
    };
  };
}
