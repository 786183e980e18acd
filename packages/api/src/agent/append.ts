import type { Db } from "@parley/db/client";
import { agentSession } from "@parley/db/schema/agent";
import { session } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";
import { recordset } from "../batch/records.ts";
import { batchStatement, type LockMode, lockRows } from "../batch/statement.ts";
import { type Appended, type AppendSpec, type NewMessage, prepareAppend } from "../session/write/append.ts";
import { type AgentSessionRow, baseColumns, ownColumns } from "./session-row.ts";

/** In the core's statements `k` is the row of `agent_session`, `i` the input record with its time `at`. */
const joinOwn = sql`join ${agentSession} k on k.session_id = s.id and k.owner_id = s.owner_id`;
const isAlive = sql`k.expires_at > i.at and k.expired_at is null`;
/** Whether activity renews the session: auto-renew is on, and the maximum duration does not determine its expiry. */
const renews = sql`(k.auto_renew and k.expires_at < k.max_expires_at) as renews`;

/**
 * Updates the last activity of each locked session and counts renewals. `greatest`: a clock set back must not shorten
 * it.
 */
const touchOwn = sql`
  update ${agentSession} a
  set last_activity_at = greatest(a.last_activity_at, l.at), renewal_count = a.renewal_count + l.renews::int
  from locked l where a.session_id = l.session_id and a.owner_id = l.owner_id`;

const result = {
  expiresAt: agentSession.expiresAt,
  renewalCount: agentSession.renewalCount,
  warningThresholdMinutes: agentSession.warningThresholdMinutes,
  wasRenewed: sql<boolean>`renews`.as("renews"),
};

/** Appends a message to an agent session and renews the session. */
const messageSpec: AppendSpec<typeof result> = {
  name: "agent_message_append",
  join: joinOwn,
  guard: isAlive,
  computed: renews,
  own: {
    statement: sql`${touchOwn} returning l.*, a.expires_at, a.renewal_count, a.warning_threshold_minutes`,
    session: { ends_at: sql`l.expires_at` },
  },
  result,
};

export type AppendedAgentMessage = Appended<typeof result>;

/** A heartbeat renews like a message, but appends no event: subscribers notice the new version. */
function heartbeatStatement(db: Db, lockMode: LockMode) {
  const part = (name: string, statement: ReturnType<typeof sql>) => db.$with(name, {}).as(statement);
  const locked = part(
    "locked",
    sql`select i.*, found.* from ${recordset("session_id text, owner_id text, at timestamptz")} cross join lateral (
        select ${renews} from ${session} s ${joinOwn}
        where s.id = i.session_id and s.owner_id = i.owner_id and ${isAlive}
        ${lockRows(sql`for update of s, k`, lockMode)}) found`,
  );
  const own = part("own", sql`${touchOwn} returning l.at, a.*`);
  const columns = { ...baseColumns, ...ownColumns, ownerId: session.ownerId };
  // All columns come from the updated rows, so that a change that was committed while waiting for the lock is included.
  const touched = db.$with("touched", columns).as(sql`
    update ${session} set version = session.version + 1, updated_at = own.at, ends_at = own.expires_at
    from own where session.id = own.session_id and session.owner_id = own.owner_id
    returning own.*, session.id, session.title, session.metadata, session.version`);
  return db.with(locked, own, touched).select().from(touched);
}

type Heartbeat = { sessionId: string; ownerId: string; at: Date };

/** Messages and heartbeats, which renew a session. Both return undefined when the session is deleted or expired. */
export function agentAppends(db: Db) {
  const beat = batchStatement<Heartbeat, AgentSessionRow & { ownerId: string }>({
    prepare: (mode, suffix) => heartbeatStatement(db, mode).prepare(`agent_session_heartbeat_${suffix}`),
    recordOf: ({ sessionId, ownerId, at }) => ({
      session_id: sessionId,
      owner_id: ownerId,
      at: at.toISOString(),
    }),
    keyOf: ({ sessionId, ownerId }) => `${ownerId} ${sessionId}`,
    keyOfRow: ({ id, ownerId }) => `${ownerId} ${id}`,
  });
  const append = prepareAppend(db, messageSpec);

  return {
    heartbeat: (sessionId: string, ownerId: string, at: Date): Promise<AgentSessionRow | undefined> =>
      beat({ sessionId, ownerId, at }),

    /** Rejects with a unique violation of `message_id_owner_id_pk` when a message with this id exists. */
    append: (fresh: NewMessage): Promise<AppendedAgentMessage | undefined> => append(fresh),
  };
}
