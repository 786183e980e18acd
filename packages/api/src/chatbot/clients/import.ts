import type { Db, Tx } from "@parley/db/client";
import { client } from "@parley/db/schema/chatbot";
import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { objectId } from "../../session/ids.ts";
import { copyNames } from "../../session/write/rename.ts";
import type { ClientForm, ImportedLine, ImportRow } from "../schema.ts";
import { planImport } from "./import-plan.ts";

/** Rows per insert: each has seven parameters, and Postgres accepts 65,535 in one statement. */
const INSERT_ROWS = 1_000;

/** Imports the lines of a table of clients in one transaction. */
export async function importClients(
  db: Db,
  ownerId: string,
  rows: ImportRow[],
  now: Date,
): Promise<ImportedLine[]> {
  return db.transaction(async (tx) => {
    // Serializes an owner's imports: two concurrent ones would each create the same clients.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${ownerId}`}, 0))`);
    const known = await lockMatching(tx, ownerId, rows);
    const plan = planImport(rows, known, () => objectId(undefined, now));
    for (let start = 0; start < plan.create.length; start += INSERT_ROWS) {
      const batch = plan.create.slice(start, start + INSERT_ROWS);
      await tx
        .insert(client)
        .values(batch.map((fields) => ({ ...fields, ownerId, createdAt: now, updatedAt: now })));
    }
    if (plan.update.length > 0) await updateClients(tx, ownerId, plan.update, now);
    return plan.lines;
  });
}

/** Locks the clients that the lines may refer to. */
async function lockMatching(tx: Tx, ownerId: string, rows: ImportRow[]) {
  const emails = [...new Set(rows.map(({ email }) => email.trim().toLowerCase()))];
  const names = [...new Set(rows.map(({ name }) => name.trim()))];
  const { id, name, email, phoneNumber, metadata } = client;
  return tx
    .select({ id, name, email, phoneNumber, metadata })
    .from(client)
    .where(
      and(
        eq(client.ownerId, ownerId),
        isNull(client.deletedAt),
        or(
          sql`lower(${email}) = any(${sql.param(emails)}::text[])`,
          and(isNull(email), inArray(name, names)),
        ),
      ),
    )
    .for("update");
}

async function updateClients(
  tx: Tx,
  ownerId: string,
  clients: (ClientForm & { id: string })[],
  now: Date,
): Promise<void> {
  const changes = JSON.stringify(
    clients.map(({ phoneNumber, ...rest }) => ({ ...rest, phone: phoneNumber })),
  );
  await tx.execute(sql`
    update ${client} c set name = r.name, phone_number = r.phone, metadata = r.metadata,
      updated_at = ${now.toISOString()}::timestamptz, version = c.version + 1
    from jsonb_to_recordset(${changes}::text::jsonb) as r(id text, name text, phone text, metadata jsonb)
    where c.id = r.id and c.owner_id = ${ownerId}`);
  await copyNames(tx, "person", ownerId, clients);
}
