import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import { connect, disconnect } from "./client.ts";

const FOLDER = fileURLToPath(new URL("../migrations", import.meta.url));
/** The advisory lock's key: arbitrary, and the same in every process. */
const LOCK = 7_205_101;

/**
 * Migrates the database at `url` to the newest schema. Concurrent calls are serialized by an advisory lock.
 * @param url a direct connection, not through a pooler.
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
