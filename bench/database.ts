import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "@parley/db/embedded";
import postgres from "postgres";

export type PostgresServer = AsyncDisposable & {
  /** Creates an empty database. @returns its URL. */
  createDatabase(name: string): Promise<string>;
};

/** The embedded Postgres with its defaults: every commit is on disk before it is acknowledged. */
export async function startPostgres(): Promise<PostgresServer> {
  const dataDir = await createTemporaryFolder();
  const { url, stop } = await startEmbedded({ dataDir });
  return {
    async createDatabase(name) {
      await withDatabase(url, (sql) => sql`create database ${sql(name)}`);
      return url.replace(/\/parley$/, `/${name}`);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const createTemporaryFolder = () => mkdtemp(join(tmpdir(), "parley-bench-"));

/** Runs `work` on a connection that is closed afterwards. */
export async function withDatabase<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

const VACUUM_ATTEMPTS = 20;
const VACUUM_PAUSE_MS = 500;

/**
 * Vacuums until every page of the large tables is marked all-visible, as autovacuum leaves a database that has run for
 * a while. A vacuum skips pages that another transaction, such as autovacuum's own, may still see, and an index-only
 * count over unmarked pages costs four times as much.
 */
export async function vacuum(sql: postgres.Sql): Promise<void> {
  for (let attempt = 0; attempt < VACUUM_ATTEMPTS; attempt += 1) {
    await sql`vacuum (analyze)`;
    const [unmarked] = await sql<
      { pages: number }[]
    >`select coalesce(sum(relpages - relallvisible), 0)::int as pages
      from pg_class where relkind = 'r' and relpages > 100 and relnamespace = 'public'::regnamespace`;
    if (unmarked?.pages === 0) return;
    await sleep(VACUUM_PAUSE_MS);
  }
}
