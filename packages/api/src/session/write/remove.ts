import type { Db } from "@parley/db/client";
import { participant, session } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";
import type { Services } from "../../services.ts";
import type { SessionKey } from "./change.ts";

/**
 * Removes a session for good, with its messages, events, rooms, participants and the stored responses about it.
 * @returns the people who could see it; undefined when it was gone already. Of two concurrent calls one removes it.
 */
async function removeRows(db: Db, { id, ownerId }: SessionKey): Promise<string[] | undefined> {
  const [row] = await db.execute<{ participants: string[] }>(sql`
    with gone as (delete from ${session} where id = ${id} and owner_id = ${ownerId} returning id)
    select array(select user_id from ${participant} p where p.session_id = ${id} and p.owner_id = ${ownerId}
      and p.left_at is null) as participants
    from gone`);
  return row && [ownerId, ...row.participants];
}

/** Removes a session of any kind and notifies its watchers. @returns false when it was gone already. */
export async function removeSession({ db, access, bus }: Services, key: SessionKey): Promise<boolean> {
  access.forget(key.id, key.ownerId);
  const people = await removeRows(db, key);
  for (const person of people ?? []) bus.publish({ ownerId: person, sessionId: key.id });
  return people !== undefined;
}
