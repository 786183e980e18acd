import type { Db, Tx } from "@parley/db/client";
import type { JsonObject } from "@parley/db/schema/columns";
import { event, reply, type SessionStatus, session } from "@parley/db/schema/session";
import { and, asc, eq, sql } from "drizzle-orm";
import { readPastEvent } from "./read-state.ts";

export type SessionKey = { id: string; ownerId: string };

/** What changes in the row that every kind has, and the event that announces it. */
export type SessionChange = {
  event: { type: string; data?: JsonObject };
  title?: string | undefined;
  status?: SessionStatus | undefined;
  /** Null: the session does not expire. */
  endsAt?: Date | null | undefined;
  /** Drops the replies that are queued or being written: nothing is said in the session after the change. */
  dropReplies?: boolean;
};

/**
 * Changes a session by a rule that sees its present state: locks it, decides, writes and publishes the event in one
 * transaction.
 * @param decide reads the kind's row and changes it; undefined changes nothing. What it throws is rolled back.
 * @returns false when there is no such session, or nothing was to change.
 */
export async function changeSession(
  db: Db,
  key: SessionKey,
  now: Date,
  decide: (tx: Tx) => Promise<SessionChange | undefined>,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const change = await decide(tx);
    if (!change) return false;
    await publishChange(tx, key, change, now);
    return true;
  });
}

export const isSession = ({ id, ownerId }: SessionKey) =>
  and(eq(session.id, id), eq(session.ownerId, ownerId));

/** Locks a session's row. Every transaction locks it before rows that belong to it. @returns false when it is gone. */
export async function lockSession(tx: Tx, key: SessionKey): Promise<boolean> {
  const rows = await tx.select({ id: session.id }).from(session).where(isSession(key)).for("update");
  return rows.length > 0;
}

/**
 * Locks a session and its rooms, in the order in which everything locks them: a session before its rooms, these by id.
 * @returns the rooms; undefined when the session is gone.
 */
export async function lockWithRooms(tx: Tx, key: SessionKey): Promise<SessionKey[] | undefined> {
  if (!(await lockSession(tx, key))) return undefined;
  return tx
    .select({ id: session.id, ownerId: session.ownerId })
    .from(session)
    .where(and(eq(session.parentId, key.id), eq(session.parentOwnerId, key.ownerId)))
    .orderBy(asc(session.id))
    .for("update");
}

/** Numbers the event of a change and stores both, within the transaction that holds the session's lock. */
export async function publishChange(
  tx: Tx,
  key: SessionKey,
  { event: { type, data }, title, status, endsAt, dropReplies }: SessionChange,
  now: Date,
): Promise<void> {
  const moved = tx.$with("moved").as(
    tx
      .update(session)
      .set({
        title,
        status,
        endsAt,
        seq: sql`${session.seq} + 1`,
        readSeq: readPastEvent,
        version: sql`${session.version} + 1`,
        updatedAt: now,
      })
      .where(isSession(key))
      .returning({ seq: session.seq }),
  );
  await tx.with(moved).insert(event).values({
    sessionId: key.id,
    ownerId: key.ownerId,
    type,
    data,
    createdAt: now,
    seq: sql`(select seq from moved)`,
  });
  if (dropReplies)
    await tx.delete(reply).where(and(eq(reply.sessionId, key.id), eq(reply.ownerId, key.ownerId)));
}

/** Raises the version of a session of which something is shown anew that is no event: a report, a heartbeat. */
export async function touchSession(tx: Tx, key: SessionKey, now: Date): Promise<boolean> {
  const touched = await tx
    .update(session)
    .set({ version: sql`${session.version} + 1`, updatedAt: now })
    .where(isSession(key))
    .returning({ id: session.id });
  return touched.length > 0;
}
