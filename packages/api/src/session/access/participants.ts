import type { Queryable, Tx } from "@parley/db/client";
import { idempotency } from "@parley/db/schema/access";
import { type ParticipantRole, participant, session } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";
import type { Services } from "../../services.ts";
import { changeSession, lockSession, type SessionKey } from "../write/change.ts";
import { findRoom, isParticipant } from "./store.ts";

/**
 * Lets a person take part in somebody else's session, or changes the role, and notifies everybody in it.
 * @param also runs in the same transaction, once the person takes part: creates their room.
 * @returns false when the session is gone.
 */
export async function joinSession(
  services: Services,
  key: SessionKey,
  person: { id: string; role: ParticipantRole },
  also?: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  const { db, bus, clock } = services;
  const now = clock();
  const isThere = await changeSession(db, key, now, async (tx) => {
    if (!(await lockSession(tx, key))) return undefined;
    await addParticipant(tx, key, person.id, person.role, now);
    await also?.(tx);
    return { event: { type: "session.updated" } };
  });
  if (!isThere) return false;
  bus.publish({ ownerId: key.ownerId, sessionId: key.id });
  bus.publish({ ownerId: person.id, sessionId: key.id, only: "inbox" });
  return true;
}

/**
 * Ends a person's part in a session: their streams of it and of their room end. The room stays, for when they join again.
 * @returns false when they take no part in it.
 */
export async function leaveSession(services: Services, key: SessionKey, userId: string): Promise<boolean> {
  const { db, bus, clock } = services;
  const now = clock();
  const hasLeft = await changeSession(db, key, now, async (tx) => {
    if (!(await lockSession(tx, key))) return undefined;
    if (!(await removeParticipant(tx, key, userId, now))) return undefined;
    await removeStoredResponses(tx, key, userId);
    return { event: { type: "session.updated" } };
  });
  if (!hasLeft) return false;
  bus.publish({ ownerId: key.ownerId, sessionId: key.id });
  bus.publish({ ownerId: userId, sessionId: key.id, only: "inbox" });
  const roomId = await findRoom(db, key, userId);
  if (roomId) bus.publish({ ownerId: userId, sessionId: roomId, only: "session" });
  return true;
}

/**
 * Lets a person take part in somebody else's session, or changes the role, in a transaction that has locked or created the
 * session; one who left joins again.
 */
export async function addParticipant(
  on: Queryable,
  { id: sessionId, ownerId }: SessionKey,
  userId: string,
  role: ParticipantRole,
  now: Date,
): Promise<void> {
  await on
    .insert(participant)
    .values({ sessionId, ownerId, userId, role, joinedAt: now })
    .onConflictDoUpdate({
      target: [participant.sessionId, participant.userId, participant.ownerId],
      set: { role, leftAt: null },
    });
}

/** Responses about a session, or about the person's room of it, are no longer replayed to a person who has left. */
async function removeStoredResponses(tx: Tx, { id, ownerId }: SessionKey, userId: string): Promise<void> {
  await tx.execute(sql`
    delete from ${idempotency} i using ${session} s
    where i.caller_id = ${userId} and i.session_id = s.id and i.session_owner_id = s.owner_id
      and (s.id = ${id} and s.owner_id = ${ownerId} or s.parent_id = ${id} and s.parent_owner_id = ${ownerId})`);
}

/** @returns false when the person takes no part in the session. */
async function removeParticipant(
  on: Queryable,
  key: SessionKey,
  userId: string,
  now: Date,
): Promise<boolean> {
  const left = await on
    .update(participant)
    .set({ leftAt: now })
    .where(isParticipant(key, userId))
    .returning({ userId: participant.userId });
  return left.length > 0;
}
