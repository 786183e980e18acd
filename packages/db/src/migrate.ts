import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import { connect, disconnect } from "./client.ts";

const FOLDER = fileURLToPath(new URL("../migrations", import.meta.url));
/** Any number, the same in every process: it names the lock. */
const LOCK = 7_205_101;

/**
 * Brings the database at `url` to the newest schema. Several processes may call it at once: one migrates, the
 * others wait for it.
 * @param url A direct connection, not one through a pooler.
 */
export async function migrate(url: string): Promise<void> {
  const guard = connect(url, { poolSize: 1 });
  const db = connect(url, { poolSize: 1 });
  try {
    await guard.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
      await runMigrations(db, { migrationsFolder: FOLDER });
    });
  } finally {
    await Promise.all([disconnect(db), disconnect(guard)]);
  }
}
