import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { readRowsByPlan } from "./rows.ts";

/** A connection pool to Parley's database. `$client` is its postgres.js client. */
export type Db = PostgresJsDatabase<Record<string, never>> & { $client: postgres.Sql };
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** The pool or an open transaction. */
export type Queryable = Db | Tx;

export type ConnectOptions = {
  /** The maximum number of connections. */
  poolSize?: number;
  /** Must be off behind a pooler in transaction mode, which may run each statement on another connection. */
  prepare?: boolean;
};

/**
 * Creates a pool. It connects with the first query.
 * @param url `postgres://…`, or the URL that `startEmbedded` returns.
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

/** Waits up to `seconds` for running queries, then closes every connection. */
export async function disconnect(db: Db, seconds = 5): Promise<void> {
  await db.$client.end({ timeout: seconds });
}
