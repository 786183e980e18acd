import type { Tx } from "@parley/db/client";
import { session } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";

/**
 * Copies a new name of an agent, a chatbot or a person to the sessions that show it. In the transaction that renames, after the
 * renamed row is locked: a session that is created meanwhile waits for that lock and takes the new name.
 * @param role which of the two the renamed one is in the sessions.
 */
export async function copyName(
  tx: Tx,
  role: "responder" | "person",
  ownerId: string,
  id: string,
  name: string,
): Promise<void> {
  const idColumn = sql.identifier(`${role}_id`);
  const nameColumn = sql.identifier(`${role}_name`);
  // Locked in one order, in which rooms come after the sessions that they belong to: two renames that share sessions, or a
  // rename and a removal, can't wait for each other.
  await tx.execute(sql`
    with shown as (
      select s.id from ${session} s
      where s.owner_id = ${ownerId} and s.${idColumn} = ${id} and s.${nameColumn} is distinct from ${name}
      order by s.parent_id is not null, s.id for update)
    update ${session} set ${nameColumn} = ${name} from shown
    where session.id = shown.id and session.owner_id = ${ownerId}`);
}
