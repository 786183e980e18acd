import postgres from "postgres";
import { expect, it } from "vitest";
import { createTestDatabase } from "./testing.ts";

async function query(url: string, statement: (sql: postgres.Sql) => Promise<unknown>) {
  const sql = postgres(url, { max: 1, prepare: false });
  try {
    return await statement(sql);
  } finally {
    await sql.end();
  }
}

it("creates a separate migrated database for every test", async () => {
  await using one = await createTestDatabase();
  await using two = await createTestDatabase();
  await query(one.url, (sql) => sql`create table mine (x int)`);
  const tables = (url: string) =>
    query(url, async (sql) =>
      (await sql`select table_name from information_schema.tables where table_schema = 'public'`).map(
        (row) => row.table_name,
      ),
    );
  expect(await tables(one.url)).toEqual(expect.arrayContaining(["mine", "session", "message", "event"]));
  expect(await tables(two.url)).not.toContain("mine");
});

it("creates and drops several databases concurrently, even while clients are connected", async () => {
  const databases = await Promise.all(Array.from({ length: 6 }, () => createTestDatabase()));
  const lingering = databases.map(({ url }) => postgres(url, { max: 1, prepare: false }));
  await Promise.all(lingering.map((sql) => sql`select 1`));
  await Promise.all(databases.map((database) => database[Symbol.asyncDispose]()));
  const [first] = databases;
  await expect(query(first?.directUrl ?? "", (sql) => sql`select 1`)).rejects.toThrow(/does not exist/);
  await Promise.all(lingering.map((sql) => sql.end({ timeout: 0 })));
});
