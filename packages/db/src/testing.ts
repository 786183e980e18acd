import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";

/** The database server of a test run, provided by testing-setup.ts. */
export type TestServer = {
  /** A connection string with `{database}` as a placeholder; it may lead through a pooler. */
  url: string;
  /** The same without a pooler. */
  directUrl: string;
  /**
   * The migrated, empty database that is copied for each test. Postgres can't copy it while a client is connected to
   * it.
   */
  template: string;
};

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export type TestDatabase = AsyncDisposable & {
  url: string;
  /** A URL without a pooler, for LISTEN and migrations. The same as `url` when there is no pooler. */
  directUrl: string;
};

/**
 * Creates an empty, migrated database for one test, and drops it on disposal even if clients are still connected:
 * `await using database = await createTestDatabase()`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject("testServer");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(server, (sql) => sql`create database ${sql(name)} template ${sql(server.template)}`);
  return {
    url: server.url.replace("{database}", name),
    directUrl: server.directUrl.replace("{database}", name),
    [Symbol.asyncDispose]: async () => {
      await administer(server, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
    },
  };
}

/** Runs one statement in the server's maintenance database. */
export async function administer(
  server: Pick<TestServer, "directUrl">,
  statement: (sql: postgres.Sql) => Promise<unknown>,
): Promise<void> {
  const sql = postgres(server.directUrl.replace("{database}", "postgres"), {
    max: 1,
    fetch_types: false,
    onnotice: () => {},
  });
  try {
    await statement(sql);
  } finally {
    await sql.end();
  }
}
