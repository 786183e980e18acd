import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { readRowsByPlan } from "./rows.ts";

/** A connection pool to Parley's database. `$client` is the postgres.js client below it. */
export type Db = PostgresJsDatabase<Record<string, never>> & { $client: postgres.Sql };
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** What a query can run on: the pool, or a transaction that is under way. */
export type Queryable = Db | Tx;

export type ConnectOptions = {
  /** Connections at the most. */
  poolSize?: number;
  /** Off behind a pooler in transaction mode, where a prepared statement is lost between two uses. */
  prepare?: boolean;
};

/**
 * Opens a pool. Nothing is sent until the first query.
 * @param url `postgres://…`, or the one that the embedded Postgres gives.
 */
export function connect(url: string, { poolSize = 10, prepare = true }: ConnectOptions = {}): Db {
  const client = postgres(url, {
    max: poolSize,
    prepare,
    onnotice: () => {},
    connection: { TimeZone: "UTC" },
  });
  const db = drizzle(client) as Db;
  readRowsByPlan(db._.session);
  return db;
}

/** Waits up to `seconds` for what is under way, then closes every connection. */
export async function disconnect(db: Db, seconds = 5): Promise<void> {
  await db.$client.end({ timeout: seconds });
}
