import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "@parley/db/embedded";
import postgres from "postgres";

export type Server = {
  /** Makes an empty database and returns the URL of it. */
  create(name: string): Promise<string>;
  stop(): Promise<void>;
};

/** The Postgres that comes with Parley, as it comes: every commit is on disk before it is answered. */
export async function startPostgres(): Promise<Server> {
  const dataDir = await temporaryFolder();
  const { url, stop } = await startEmbedded({ dataDir });
  return {
    async create(name) {
      await withDatabase(url, (sql) => sql`create database ${sql(name)}`);
      return url.replace(/\/parley$/, `/${name}`);
    },
    async stop() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const temporaryFolder = () => mkdtemp(join(tmpdir(), "parley-bench-"));

/** Works on a database with a connection that is closed afterwards. */
export async function withDatabase<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** Often enough for whatever looks at the tables in between. */
const TRIES = 20;

/**
 * What a database that has run for a while has done by itself. Postgres leaves it undone on pages that somebody else,
 * its own autovacuum for one, may still look at: a count then costs four times as much.
 */
export async function settle(sql: postgres.Sql): Promise<void> {
  for (let i = 0; i < TRIES; i += 1) {
    await sql`vacuum (analyze)`;
    const [left] = await sql<
      { pages: number }[]
    >`select coalesce(sum(relpages - relallvisible), 0)::int as pages
      from pg_class where relkind = 'r' and relpages > 100 and relnamespace = 'public'::regnamespace`;
    if (left?.pages === 0) return;
    await sleep(500);
  }
}
