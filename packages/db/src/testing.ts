import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";

/** What testing-setup.ts tells every test file of the run. */
export type TestServer = {
  /** A connection string with `{database}` in place of the name; it may lead through a pooler. */
  url: string;
  /** The same without the pooler. */
  directUrl: string;
  /** The database that has every migration and no rows. Nobody connects to it, or it could not be copied. */
  template: string;
};

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export type TestDatabase = AsyncDisposable & {
  url: string;
  /** For what a pooler in transaction mode cannot do: LISTEN, migrations. Otherwise the same as `url`. */
  directUrl: string;
};

/**
 * Makes an empty, migrated database for one test, and drops it on disposal, whoever is still connected:
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

/** Runs one statement on the server's own database. */
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
