import { type SQL, sql } from "drizzle-orm";

/** The name of the parameter that carries a statement's records. */
const INPUT = "input";

/**
 * The records of a statement as a table, passed as one JSON parameter: the statement is the same for one record and for
 * a hundred, and so is prepared once.
 * @param columns `name type, …`, as `json_to_recordset` wants them.
 * @param input where the JSON comes from; a placeholder unless given.
 */
export const recordset = (
  columns: string,
  input: SQL | ReturnType<typeof sql.placeholder> = sql.placeholder(INPUT),
): SQL => sql`json_to_recordset(${input}::json) as i (${sql.raw(columns)})`;

/** The value of the records' parameter. */
export const inputOf = (records: object[]) => ({ [INPUT]: JSON.stringify(records) });

/** Puts the returned rows into the order of the items; undefined where an item has no row. */
export function inInputOrder<T, R>(
  items: T[],
  rows: R[],
  keyOfItem: (item: T) => string,
  keyOfRow: (row: R) => string,
): (R | undefined)[] {
  const found = new Map(rows.map((row) => [keyOfRow(row), row]));
  return items.map((item) => found.get(keyOfItem(item)));
}
