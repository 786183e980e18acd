import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

/** What a database that has run for a while has done by itself. */
export const settle = (sql: postgres.Sql) => sql`vacuum (analyze)`;
