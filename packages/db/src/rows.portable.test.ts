import { eq, sql } from "drizzle-orm";
import { boolean, customType, integer, jsonb, numeric, pgTable, text } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, type Db, disconnect } from "./client.ts";
import { moment } from "./schema/columns.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

const shouted = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  fromDriver: (value) => value.toUpperCase(),
});

const thing = pgTable("thing", {
  id: integer("id").primaryKey(),
  name: text("name"),
  loud: shouted("loud"),
  isOn: boolean("is_on"),
  at: moment("at"),
  data: jsonb("data"),
  price: numeric("price"),
});

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { prepare: database.url === database.directUrl });
  await db.execute(sql`create table thing
    (id integer primary key, name text, loud text, is_on boolean, at timestamptz(3), data jsonb, price numeric)`);
  await db
    .insert(thing)
    .values([
      { id: 1, name: "a", loud: "b", isOn: false, at: new Date(0), data: { x: [1, null] }, price: "1.50" },
      { id: 2 },
      { id: 3, at: new Date("2026-11-21T10:11:12.130Z"), data: "text", loud: "é" },
    ]);
});
afterAll(async () => {
  await disconnect(db);
  await database[Symbol.asyncDispose]();
});

/** The expected rows come from unprepared queries, which Drizzle decodes. */
it.each([
  ["a table's rows", () => db.select().from(thing).orderBy(thing.id)],
  ["one column", () => db.select({ renamed: thing.at }).from(thing).orderBy(thing.id)],
  [
    "expressions",
    () =>
      db
        .select({
          plain: sql<number>`${thing.id} + 1`,
          named: sql<string>`upper(${thing.name})`.as("named"),
          mapped: sql<Date>`${thing.at} + interval '1 day'`.mapWith(thing.at),
          mappedAndNamed: sql<Date>`${thing.at}`.mapWith(thing.at).as("later"),
        })
        .from(thing)
        .orderBy(thing.id),
  ],
  [
    "a subquery's columns",
    () => {
      const inner = db.select({ id: thing.id, at: thing.at, loud: thing.loud }).from(thing).as("inner");
      return db.select({ at: inner.at, loud: inner.loud }).from(inner).orderBy(inner.id);
    },
  ],
  [
    "nested objects",
    () => {
      const other = db.select().from(thing).where(eq(thing.id, 1)).as("other");
      return db
        .select({ id: thing.id, thing, other: { id: other.id, at: other.at } })
        .from(thing)
        .leftJoin(other, eq(other.id, thing.id))
        .orderBy(thing.id);
    },
  ],
])("a prepared statement reads %s as Drizzle does", async (_, query) => {
  const expected = await query();
  expect(expected).toHaveLength(3);
  expect(await query().prepare("prepared").execute()).toEqual(expected);
});

it("a prepared change returns rows as Drizzle does", async () => {
  const change = () => db.update(thing).set({ isOn: true }).where(eq(thing.id, 3)).returning();
  expect(await change().prepare("change").execute()).toEqual(await change());
});
