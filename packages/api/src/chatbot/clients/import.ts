import type { Db, Tx } from "@parley/db/client";
import { client } from "@parley/db/schema/chatbot";
import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { objectId } from "../../session/ids.ts";
import { isStorable } from "../../session/schema.ts";
import { copyNames } from "../../session/write/rename.ts";
import type { ClientForm } from "../schema.ts";
import { planImport } from "./import-plan.ts";
import type { CheckedLine, ImportedLine, ImportRow } from "./schema.ts";

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
    const known = await selectMatching(tx, ownerId, rows).for("update");
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

/** What an import of the lines would do. Stores nothing. */
export async function checkImport(db: Db, ownerId: string, rows: ImportRow[]): Promise<CheckedLine[]> {
  const { lines } = planImport(rows, await selectMatching(db, ownerId, rows), () => "");
  return lines.map((line) => {
    if (line.outcome === "refused") return line;
    const { id: _, ...checked } = line;
    return checked;
  });
}

/** Selects the clients that the lines may refer to. Cells that can't be stored match none. */
function selectMatching(db: Db | Tx, ownerId: string, rows: ImportRow[]) {
  const distinct = (cells: string[]) => [...new Set(cells.filter(isStorable).map((cell) => cell.trim()))];
  const emails = distinct(rows.map((row) => row.email.toLowerCase()));
  const names = distinct(rows.map((row) => row.name));
  const { id, name, email, phoneNumber, metadata } = client;
  return db
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
    );
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
