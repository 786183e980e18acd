import type { Tx } from "@parley/db/client";
import { session } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";

type Named = { id: string; name: string };

/**
 * Copies new names of agents, chatbots or people to the sessions that show them. In the transaction that renames, after the
 * renamed rows are locked: a session that is created meanwhile waits for these locks and takes the new name.
 * @param role which of the two the renamed ones are in the sessions.
 */
export async function copyNames(
  tx: Tx,
  role: "responder" | "person",
  ownerId: string,
  renamed: Named[],
): Promise<void> {
  const idColumn = sql.identifier(`${role}_id`);
  const nameColumn = sql.identifier(`${role}_name`);
  // Locked in one order, in which rooms come after the sessions that they belong to: two renames that share sessions, or a
  // rename and a removal, can't wait for each other.
  await tx.execute(sql`
    with shown as (
      select s.id, r.name from json_to_recordset(${JSON.stringify(renamed)}::json) as r (id text, name text)
      join ${session} s on s.owner_id = ${ownerId} and s.${idColumn} = r.id and s.${nameColumn} is distinct from r.name
      order by s.parent_id is not null, s.id for update of s)
    update ${session} set ${nameColumn} = shown.name from shown
    where session.id = shown.id and session.owner_id = ${ownerId}`);
}
