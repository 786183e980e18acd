import type { Db } from "@parley/db/client";
import { agentSession } from "@parley/db/schema/agent";
import type { JsonObject } from "@parley/db/schema/columns";
import { event, message, reply, session } from "@parley/db/schema/session";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { inOrder, recordsOf } from "../batch/records.ts";
import { writeTogether } from "../batch/writes.ts";
import type { Attachment, Json } from "../session/schema.ts";
import { type AgentSessionRow, baseColumns, ownColumns } from "./session-row.ts";

const BEAT = "asked_session text, asked_owner text, asked_at timestamptz";
const beatColumns = {
  sessionId: sql<string>`asked_session`.as("asked_session"),
  ownerId: sql<string>`asked_owner`.as("asked_owner"),
  at: sql<Date>`asked_at`.as("asked_at"),
};

const askedBeats = (db: Db) => db.$with("asked").as(db.select(beatColumns).from(recordsOf(BEAT)));

const MESSAGE = `${BEAT}, asked_id text, asked_content text, asked_attachments jsonb, asked_metadata jsonb, asked_title text`;
const messageColumns = {
  messageId: sql<string>`asked_id`.as("asked_id"),
  content: sql<string>`asked_content`.as("asked_content"),
  attachments: sql<Attachment[]>`asked_attachments`.as("asked_attachments"),
  metadata: sql<JsonObject>`asked_metadata`.as("asked_metadata"),
  title: sql<string>`asked_title`.as("asked_title"),
};

const askedMessages = (db: Db) =>
  db.$with("asked").as(db.select({ ...beatColumns, ...messageColumns }).from(recordsOf(MESSAGE)));

type AskedBeats = ReturnType<typeof askedBeats>;
type AskedMessages = ReturnType<typeof askedMessages>;

/** What a statement does about a row that somebody else is changing. */
type Patience = "wait" | "skip";

/**
 * The first part of each statement that keeps sessions alive: locks their rows, so that what follows works on
 * what is true now, and leaves out those that are gone or expired.
 */
function aliveSessions(db: Db, asked: AskedBeats | AskedMessages, patience: Patience) {
  return db.$with("alive").as(
    db
      .select({
        sessionId: agentSession.sessionId,
        ownerId: agentSession.ownerId,
        at: sql<Date>`${asked.at}`.as("alive_at"),
        renews:
          sql<boolean>`(${agentSession.autoRenew} and ${agentSession.expiresAt} < ${agentSession.maxExpiresAt})`.as(
            "renews",
          ),
      })
      .from(agentSession)
      .innerJoin(
        asked,
        and(eq(agentSession.sessionId, asked.sessionId), eq(agentSession.ownerId, asked.ownerId)),
      )
      .where(and(gt(agentSession.expiresAt, asked.at), isNull(agentSession.expiredAt)))
      .for("update", patience === "skip" ? { of: agentSession, skipLocked: true } : { of: agentSession }),
  );
}

/** Moves the sessions' activity, and renews those that renew by themselves. */
function touchedSessions(db: Db, alive: ReturnType<typeof aliveSessions>) {
  return db.$with("touched").as(
    db
      .update(agentSession)
      .set({
        // A clock that was set back takes nothing from a session.
        lastActivityAt: sql`greatest(${agentSession.lastActivityAt}, ${alive.at})`,
        renewalCount: sql`${agentSession.renewalCount} + ${alive.renews}::int`,
      })
      .from(alive)
      .where(and(eq(agentSession.sessionId, alive.sessionId), eq(agentSession.ownerId, alive.ownerId)))
      .returning({
        ...ownColumns,
        sessionId: agentSession.sessionId,
        ownerId: agentSession.ownerId,
        at: sql<Date>`${alive.at}`.as("touched_at"),
        renews: sql<boolean>`${alive.renews}`.as("was_renewed"),
      }),
  );
}

/** A heartbeat moves the activity and renews. It leaves no event: watchers see the new version. */
function prepareHeartbeats(db: Db, patience: Patience) {
  const asked = askedBeats(db);
  const alive = aliveSessions(db, asked, patience);
  const touched = touchedSessions(db, alive);
  const moved = db.$with("moved").as(
    db
      .update(session)
      .set({ version: sql`${session.version} + 1`, updatedAt: sql`${touched.at}` })
      .from(touched)
      .where(and(eq(session.id, touched.sessionId), eq(session.ownerId, touched.ownerId)))
      .returning(baseColumns),
  );
  // All of it from the changed rows: the tables show what was before this statement, and before any it waited for.
  return db
    .with(asked, alive, touched, moved)
    .select({
      ...{ id: moved.id, title: moved.title, metadata: moved.metadata, version: moved.version },
      ...{ createdAt: moved.createdAt, agentId: touched.agentId, userId: touched.userId },
      ...{ timeoutMinutes: touched.timeoutMinutes, autoRenew: touched.autoRenew },
      ...{ maxDurationMinutes: touched.maxDurationMinutes, renewedAt: touched.renewedAt },
      ...{ warningThresholdMinutes: touched.warningThresholdMinutes, lastActivityAt: touched.lastActivityAt },
      ...{ renewalCount: touched.renewalCount, expiresAt: touched.expiresAt },
      ...{ maxExpiresAt: touched.maxExpiresAt, expiredAt: touched.expiredAt },
    })
    .from(touched)
    .innerJoin(moved, eq(moved.id, touched.sessionId))
    .prepare(`agent_session_heartbeat_${patience}`);
}

/** Stores users' messages with all that follows from them: renewal, title, event, and the answer that is owed. */
function prepareAppends(db: Db, patience: Patience) {
  const asked = askedMessages(db);
  const alive = aliveSessions(db, asked, patience);
  const touched = touchedSessions(db, alive);
  const moved = db.$with("moved").as(
    db
      .update(session)
      .set({
        seq: sql`${session.seq} + 1`,
        version: sql`${session.version} + 1`,
        updatedAt: sql`${touched.at}`,
        lastMessageAt: sql`greatest(${session.lastMessageAt} + interval '1 millisecond', ${touched.at})`,
        title: sql`coalesce(${session.title}, ${asked.title})`,
      })
      .from(touched)
      .innerJoin(asked, and(eq(asked.sessionId, touched.sessionId), eq(asked.ownerId, touched.ownerId)))
      .where(and(eq(session.id, touched.sessionId), eq(session.ownerId, touched.ownerId)))
      .returning({
        ...{ sessionId: session.id, ownerId: session.ownerId, seq: session.seq, at: session.lastMessageAt },
        ...{ authorId: sql<string>`${touched.userId}`.as("author_id") },
        ...{ messageId: sql<string>`${asked.messageId}`.as("message_id") },
        ...{ content: sql<string>`${asked.content}`.as("content") },
        ...{ attachments: sql<Attachment[]>`${asked.attachments}`.as("attachments") },
        ...{ metadata: sql<JsonObject>`${asked.metadata}`.as("metadata") },
      }),
  );
  const stored = db.$with("stored").as(
    db
      .insert(message)
      .select((qb) =>
        qb
          .select({
            ...{ id: moved.messageId, ownerId: moved.ownerId, sessionId: moved.sessionId },
            ...{ seq: moved.seq, authorId: moved.authorId, isAgent: sql`false`.as("is_agent") },
            ...{ content: moved.content, attachments: moved.attachments, metadata: moved.metadata },
            ...{ status: sql`'complete'`.as("status"), replyTo: sql`null`.as("reply_to") },
            createdAt: moved.at,
          })
          .from(moved),
      )
      .returning({
        ...{ id: message.id, ownerId: message.ownerId, sessionId: message.sessionId },
        ...{ seq: message.seq, createdAt: message.createdAt },
      }),
  );
  const noted = db.$with("noted").as(
    db
      .insert(event)
      .select((qb) =>
        qb
          .select({
            ...{ sessionId: stored.sessionId, ownerId: stored.ownerId, seq: stored.seq },
            ...{ type: sql`'message.created'`.as("type"), messageId: stored.id },
            ...{ data: sql`null::jsonb`.as("data"), createdAt: stored.createdAt },
          })
          .from(stored),
      )
      .returning({ seq: event.seq }),
  );
  const owed = db.$with("owed").as(
    db
      .insert(reply)
      .select((qb) =>
        qb
          .select({
            ...{ messageId: stored.id, ownerId: stored.ownerId, sessionId: stored.sessionId },
            ...{ state: sql`'queued'`.as("state"), text: sql`''`.as("text") },
            ...{ attempt: sql`0`.as("attempt"), stopRequested: sql`false`.as("stop_requested") },
            ...{ leaseUntil: sql`null::timestamptz`.as("lease_until"), createdAt: stored.createdAt },
          })
          .from(stored),
      )
      .returning({ messageId: reply.messageId }),
  );
  return db
    .with(asked, alive, touched, moved, stored, noted, owed)
    .select({
      ...{ sessionId: touched.sessionId, createdAt: moved.at, expiresAt: touched.expiresAt },
      ...{ renewalCount: touched.renewalCount, renews: touched.renews },
      warningThresholdMinutes: touched.warningThresholdMinutes,
    })
    .from(touched)
    .innerJoin(moved, and(eq(moved.sessionId, touched.sessionId), eq(moved.ownerId, touched.ownerId)))
    .prepare(`agent_message_append_${patience}`);
}

export type NewMessage = {
  id: string;
  sessionId: string;
  ownerId: string;
  content: string;
  attachments: Attachment[];
  metadata: Record<string, Json>;
  /** The session's title, should it have none. */
  title: string;
};

type Beat = { sessionId: string; ownerId: string; at: Date };
type Appended = Awaited<ReturnType<ReturnType<typeof prepareAppends>["execute"]>>[number];

export type AgentActivity = ReturnType<typeof agentActivity>;

/** What keeps a session alive. Those that come together are one statement; undefined means gone or expired. */
export function agentActivity(db: Db) {
  const beatAll = prepareHeartbeats(db, "skip");
  const beatOne = prepareHeartbeats(db, "wait");
  const appendAll = prepareAppends(db, "skip");
  const appendOne = prepareAppends(db, "wait");

  const beat = writeTogether<Beat, AgentSessionRow | undefined>({
    subjectOf: ({ sessionId }) => sessionId,
    async many(beats) {
      const rows = await beatAll.execute({ asked: JSON.stringify(beats.map(beatRecord)) });
      return inOrder(beats, rows, ({ id }) => id);
    },
    one: async (alone) => (await beatOne.execute({ asked: JSON.stringify([beatRecord(alone)]) }))[0],
  });

  const append = writeTogether<NewMessage & Beat, Appended | undefined>({
    subjectOf: ({ sessionId }) => sessionId,
    async many(fresh) {
      const rows = await appendAll.execute({ asked: JSON.stringify(fresh.map(messageRecord)) });
      return inOrder(fresh, rows, ({ sessionId }) => sessionId);
    },
    one: async (alone) => (await appendOne.execute({ asked: JSON.stringify([messageRecord(alone)]) }))[0],
  });

  return {
    heartbeat: (sessionId: string, ownerId: string, at: Date): Promise<AgentSessionRow | undefined> =>
      beat({ sessionId, ownerId, at }),

    /** @throws a unique violation of `message_id_owner_id_pk` when the id is stored already. */
    append: (fresh: NewMessage, at: Date): Promise<Appended | undefined> => append({ ...fresh, at }),
  };
}

const beatRecord = ({ sessionId, ownerId, at }: Beat) => ({
  asked_session: sessionId,
  asked_owner: ownerId,
  asked_at: at,
});

const messageRecord = (fresh: NewMessage & Beat) => ({
  ...beatRecord(fresh),
  asked_id: fresh.id,
  asked_content: fresh.content,
  asked_attachments: fresh.attachments,
  asked_metadata: fresh.metadata,
  asked_title: fresh.title,
});
