import type { Db } from "@parley/db/client";
import { agentSession } from "@parley/db/schema/agent";
import { event, message, reply, session } from "@parley/db/schema/session";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Attachment, Json } from "../session/schema.ts";
import { type AgentSessionRow, baseColumns, ownColumns } from "./session-row.ts";

const p = sql.placeholder;
const now = sql`${p("now")}::timestamptz`;
const isIt = and(eq(session.id, p("sessionId")), eq(session.ownerId, p("ownerId")));

/**
 * The first part of each statement that keeps a session alive: locks its row, so that what follows works on
 * what is true now, and yields nothing for a session that is gone or expired.
 */
function aliveSession(db: Db) {
  return db.$with("alive").as(
    db
      .select({
        sessionId: agentSession.sessionId,
        renews:
          sql<boolean>`(${agentSession.autoRenew} and ${agentSession.expiresAt} < ${agentSession.maxExpiresAt})`.as(
            "renews",
          ),
      })
      .from(agentSession)
      .where(
        and(
          eq(agentSession.sessionId, p("sessionId")),
          eq(agentSession.ownerId, p("ownerId")),
          gt(agentSession.expiresAt, now),
          isNull(agentSession.expiredAt),
        ),
      )
      .for("update"),
  );
}

/** Moves the session's activity, and renews it where it renews by itself. */
function touchedSession(db: Db, alive: ReturnType<typeof aliveSession>) {
  return db.$with("touched").as(
    db
      .update(agentSession)
      .set({
        // A clock that was set back takes nothing from a session.
        lastActivityAt: sql`greatest(${agentSession.lastActivityAt}, ${now})`,
        renewalCount: sql`${agentSession.renewalCount} + ${alive.renews}::int`,
      })
      .from(alive)
      .where(and(eq(agentSession.sessionId, p("sessionId")), eq(agentSession.ownerId, p("ownerId"))))
      .returning({ ...ownColumns, renews: sql<boolean>`${alive.renews}`.as("was_renewed") }),
  );
}

/** A heartbeat moves the activity and renews. It leaves no event: watchers see the new version. */
function prepareHeartbeat(db: Db) {
  const alive = aliveSession(db);
  const touched = touchedSession(db, alive);
  const moved = db.$with("moved").as(
    db
      .update(session)
      .set({ version: sql`${session.version} + 1`, updatedAt: now })
      .from(touched)
      .where(isIt)
      .returning(baseColumns),
  );
  // All of it from the changed rows: the tables show what was before this statement, and before any it waited for.
  return db
    .with(alive, touched, moved)
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
    .innerJoin(moved, sql`true`)
    .prepare("agent_session_heartbeat");
}

/** Stores a user's message with all that follows from it: renewal, title, event, and the answer that is owed. */
function prepareAppend(db: Db) {
  const alive = aliveSession(db);
  const touched = touchedSession(db, alive);
  const moved = db.$with("moved").as(
    db
      .update(session)
      .set({
        seq: sql`${session.seq} + 1`,
        version: sql`${session.version} + 1`,
        updatedAt: now,
        lastMessageAt: sql`greatest(${session.lastMessageAt} + interval '1 millisecond', ${now})`,
        title: sql`coalesce(${session.title}, ${p("title")})`,
      })
      .from(touched)
      .where(isIt)
      .returning({ seq: session.seq, at: session.lastMessageAt }),
  );
  const stored = db.$with("stored").as(
    db
      .insert(message)
      .select((qb) =>
        qb
          .select({
            id: sql`${p("messageId")}::text`.as("id"),
            ownerId: sql`${p("ownerId")}::text`.as("owner_id"),
            sessionId: sql`${p("sessionId")}::text`.as("session_id"),
            seq: moved.seq,
            authorId: touched.userId,
            isAgent: sql`false`.as("is_agent"),
            content: sql`${p("content")}::text`.as("content"),
            attachments: sql`${p("attachments")}::jsonb`.as("attachments"),
            metadata: sql`${p("metadata")}::jsonb`.as("metadata"),
            status: sql`'complete'`.as("status"),
            replyTo: sql`null`.as("reply_to"),
            createdAt: moved.at,
          })
          .from(moved)
          .innerJoin(touched, sql`true`),
      )
      .returning(),
  );
  const noted = db.$with("noted").as(
    db
      .insert(event)
      .select((qb) =>
        qb
          .select({
            sessionId: stored.sessionId,
            ownerId: stored.ownerId,
            seq: stored.seq,
            type: sql`'message.created'`.as("type"),
            messageId: stored.id,
            data: sql`null::jsonb`.as("data"),
            createdAt: stored.createdAt,
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
            messageId: stored.id,
            ownerId: stored.ownerId,
            sessionId: stored.sessionId,
            state: sql`'queued'`.as("state"),
            text: sql`''`.as("text"),
            attempt: sql`0`.as("attempt"),
            stopRequested: sql`false`.as("stop_requested"),
            leaseUntil: sql`null::timestamptz`.as("lease_until"),
            createdAt: stored.createdAt,
          })
          .from(stored),
      )
      .returning({ messageId: reply.messageId }),
  );
  return db
    .with(alive, touched, moved, stored, noted, owed)
    .select({
      userId: touched.userId,
      createdAt: moved.at,
      expiresAt: touched.expiresAt,
      renewalCount: touched.renewalCount,
      warningThresholdMinutes: touched.warningThresholdMinutes,
      renews: touched.renews,
    })
    .from(touched)
    .innerJoin(moved, sql`true`)
    .prepare("agent_message_append");
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

export type AgentActivity = ReturnType<typeof agentActivity>;

/** What keeps a session alive. Each is one prepared statement; undefined means gone or expired. */
export function agentActivity(db: Db) {
  const heartbeat = prepareHeartbeat(db);
  const append = prepareAppend(db);
  return {
    async heartbeat(sessionId: string, ownerId: string, at: Date): Promise<AgentSessionRow | undefined> {
      const [row] = await heartbeat.execute({ sessionId, ownerId, now: at.toISOString() });
      return row;
    },

    /** @throws a unique violation of `message_id_owner_id_pk` when the id is stored already. */
    async append(fresh: NewMessage, at: Date) {
      const { attachments, metadata, id: messageId, ...rest } = fresh;
      const [row] = await append.execute({
        ...rest,
        messageId,
        attachments: JSON.stringify(attachments),
        metadata: JSON.stringify(metadata),
        now: at.toISOString(),
      });
      return row;
    },
  };
}
