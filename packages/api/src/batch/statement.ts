import { type SQL, sql } from "drizzle-orm";
import { inputOf } from "./records.ts";
import { batchWrites } from "./writes.ts";

/** What a statement does about a row that another transaction has locked. */
export type LockMode = "wait" | "skip locked";

/** `for update of …` with the lock mode. */
export const lockRows = (lock: SQL, mode: LockMode): SQL =>
  mode === "wait" ? lock : sql`${lock} ${sql.raw(mode)}`;

type BatchedStatement<T, R> = {
  /**
   * The prepared statement that writes all records of its input and returns a row for each that it wrote.
   * @param suffix makes the statement's name unique.
   */
  prepare: (
    mode: LockMode,
    suffix: "one" | "many",
  ) => { execute: (input: Record<string, unknown>) => Promise<unknown> };
  recordOf: (item: T) => object;
  /** The row that a write changes. Two writes to one row never share a batch. */
  keyOf: (item: T) => string;
  /** The same for a returned row. */
  keyOfRow: (row: R) => string;
};

/**
 * Batches writes that are one statement: many items at once, skipping locked rows; an item that was skipped again alone, waiting
 * for the lock.
 * @returns writes an item; undefined where the statement wrote nothing for it.
 */
export function batchStatement<T, R>({ prepare, recordOf, keyOf, keyOfRow }: BatchedStatement<T, R>) {
  const many = prepare("skip locked", "many");
  const one = prepare("wait", "one");
  return batchWrites<T, R | undefined>({
    subjectOf: keyOf,
    async writeMany(items) {
      const rows = (await many.execute(inputOf(items.map(recordOf)))) as R[];
      const written = new Map(rows.map((row) => [keyOfRow(row), row]));
      return items.map((item) => written.get(keyOf(item)));
    },
    async writeOne(item) {
      const [row] = (await one.execute(inputOf([recordOf(item)]))) as R[];
      return row;
    },
  });
}
