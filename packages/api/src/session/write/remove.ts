import type { Db } from "@parley/db/client";
import { participant, session } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";
import type { Services } from "../../services.ts";
import type { SessionKey } from "./change.ts";

type Removed = { participants: string[]; rooms: SessionKey[] };

/**
 * Removes a session for good, with its messages, events, rooms, participants and the stored responses about it.
 * @returns the people who could see it, and its rooms; undefined when it was gone already. Of two concurrent calls one
 *   removes it.
 */
async function removeRows(db: Db, { id, ownerId }: SessionKey): Promise<Removed | undefined> {
  const [row] = await db.execute<Removed>(sql`
    with gone as (delete from ${session} where id = ${id} and owner_id = ${ownerId} returning id)
    select array(select user_id from ${participant} p where p.session_id = ${id} and p.owner_id = ${ownerId}
        and p.left_at is null) as participants,
      (select coalesce(json_agg(json_build_object('id', r.id, 'ownerId', r.owner_id)), '[]') from ${session} r
        where r.parent_id = ${id} and r.parent_owner_id = ${ownerId}) as rooms
    from gone`);
  return row;
}

/** Removes a session of any kind and notifies its watchers. @returns false when it was gone already. */
export async function removeSession({ db, access, bus }: Services, key: SessionKey): Promise<boolean> {
  const removed = await removeRows(db, key);
  // After the removal: a concurrent read before it could cache the access again.
  access.forget(key.id, key.ownerId);
  if (!removed) return false;
  for (const room of removed.rooms) {
    access.forget(room.id, room.ownerId);
    bus.publish({ ownerId: room.ownerId, sessionId: room.id, only: "session" });
  }
  bus.publish({ ownerId: key.ownerId, sessionId: key.id });
  for (const ownerId of removed.participants) bus.publish({ ownerId, sessionId: key.id, only: "inbox" });
  return true;
}
