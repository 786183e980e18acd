import type { Db } from "@parley/db/client";
import { agentSession } from "@parley/db/schema/agent";
import { session } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";
import { inInputOrder, inputOf, recordset } from "../batch/records.ts";
import { batchWrites } from "../batch/writes.ts";
import {
  type Appended,
  type AppendSpec,
  type LockMode,
  type NewMessage,
  prepareAppend,
} from "../session/write/append.ts";
import { type AgentSessionRow, baseColumns, ownColumns } from "./session-row.ts";

/** In the core's statements `k` is the row of `agent_session`, `i` the input record with its time `at`. */
const joinOwn = sql`join ${agentSession} k on k.session_id = s.id and k.owner_id = s.owner_id`;
const isAlive = sql`k.expires_at > i.at and k.expired_at is null`;
/** Whether the activity renews the session: it renews by itself, and its maximum duration is not what ends it. */
const renews = sql`(k.auto_renew and k.expires_at < k.max_expires_at) as renews`;

/**
 * Moves the activity of each locked session, and renews those that renew by themselves. A clock that was set back shortens no
 * session.
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

/** A message of an agent session renews it. */
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

/** A heartbeat renews like a message and leaves no event: watchers see the new version. */
function prepareHeartbeats(db: Db, lockMode: LockMode) {
  const part = (name: string, statement: ReturnType<typeof sql>) => db.$with(name, {}).as(statement);
  const locked = part(
    "locked",
    sql`select i.*, found.* from ${recordset("session_id text, owner_id text, at timestamptz")} cross join lateral (
        select ${renews} from ${session} s ${joinOwn}
        where s.id = i.session_id and s.owner_id = i.owner_id and ${isAlive}
        for update of s, k ${sql.raw(lockMode === "wait" ? "" : lockMode)}) found`,
  );
  const own = part("own", sql`${touchOwn} returning l.at, a.*`);
  const columns = { ...baseColumns, ...ownColumns, ownerId: session.ownerId };
  // Every column comes from one of the two changed rows: the version and the title are the session's.
  const touched = db.$with("touched", columns).as(sql`
    update ${session} set version = session.version + 1, updated_at = own.at, ends_at = own.expires_at
    from own where session.id = own.session_id and session.owner_id = own.owner_id
    returning own.*, session.id, session.title, session.metadata, session.version`);
  return db
    .with(locked, own, touched)
    .select()
    .from(touched)
    .prepare(`agent_session_heartbeat_${lockMode === "wait" ? "one" : "many"}`);
}

type Heartbeat = { sessionId: string; ownerId: string; at: Date };

const heartbeatRecord = ({ sessionId, ownerId, at }: Heartbeat) => ({
  session_id: sessionId,
  owner_id: ownerId,
  at: at.toISOString(),
});

/** What keeps a session alive. Undefined: it is gone or has expired. */
export function agentAppends(db: Db) {
  const many = prepareHeartbeats(db, "skip locked");
  const one = prepareHeartbeats(db, "wait");
  const beat = batchWrites<Heartbeat, AgentSessionRow | undefined>({
    subjectOf: ({ sessionId, ownerId }) => `${ownerId} ${sessionId}`,
    async writeMany(beats) {
      const rows = await many.execute(inputOf(beats.map(heartbeatRecord)));
      return inInputOrder(
        beats,
        rows,
        ({ sessionId }) => sessionId,
        ({ id }) => id,
      );
    },
    writeOne: async (alone) => (await one.execute(inputOf([heartbeatRecord(alone)])))[0],
  });
  const append = prepareAppend(db, messageSpec);

  return {
    heartbeat: (sessionId: string, ownerId: string, at: Date): Promise<AgentSessionRow | undefined> =>
      beat({ sessionId, ownerId, at }),

    /** Rejects with a unique violation of `message_id_owner_id_pk` when the id is stored already. */
    append: (fresh: NewMessage): Promise<AppendedAgentMessage | undefined> => append(fresh),
  };
}
