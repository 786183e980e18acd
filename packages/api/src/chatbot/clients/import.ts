import type { Db, Tx } from "@parley/db/client";
import { client } from "@parley/db/schema/chatbot";
import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { objectId } from "../../session/ids.ts";
import { copyName } from "../../session/write/rename.ts";
import type { ClientForm, ImportedLine, ImportRow } from "../schema.ts";
import { planImport } from "./import-plan.ts";

/** Rows of one statement: each has seven values, and Postgres takes 65,535. */
const CHUNK = 1_000;

/** Takes in the lines of a table of clients, all in one transaction. */
export async function importClients(
  db: Db,
  ownerId: string,
  rows: ImportRow[],
  now: Date,
): Promise<ImportedLine[]> {
  return db.transaction(async (tx) => {
    // Two imports of the same table at once would each create the clients that the other one has not stored yet.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${ownerId}`}, 0))`);
    const plan = planImport(rows, await meant(tx, ownerId, rows), () => objectId(undefined, now));
    for (let at = 0; at < plan.create.length; at += CHUNK) {
      const fresh = plan.create.slice(at, at + CHUNK);
      await tx
        .insert(client)
        .values(fresh.map((one) => ({ ...one, ownerId, createdAt: now, updatedAt: now })));
    }
    if (plan.update.length > 0) await change(tx, ownerId, plan.update, now);
    return plan.lines;
  });
}

/** The clients that the lines may mean. */
async function meant(tx: Tx, ownerId: string, rows: ImportRow[]) {
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

async function change(tx: Tx, ownerId: string, clients: (ClientForm & { id: string })[], now: Date) {
  const changes = JSON.stringify(
    clients.map(({ phoneNumber, ...rest }) => ({ ...rest, phone: phoneNumber })),
  );
  await tx.execute(sql`
    update ${client} c set name = r.name, phone_number = r.phone, metadata = r.metadata,
      updated_at = ${now.toISOString()}::timestamptz, version = c.version + 1
    from jsonb_to_recordset(${changes}::text::jsonb) as r(id text, name text, phone text, metadata jsonb)
    where c.id = r.id and c.owner_id = ${ownerId}`);
  for (const { id, name } of clients) await copyName(tx, "person", ownerId, id, name);
}
