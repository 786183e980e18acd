import { type SQL, sql } from "drizzle-orm";

/**
 * What a statement is asked to do, for one session or for many: a list in JSON, the parameter `asked`, as a table.
 * @param columns as `name type, …`. They need names that no table has, since Drizzle does not say where such a column
 *   is from.
 */
export const recordsOf = (columns: string): SQL =>
  sql`json_to_recordset(${sql.placeholder("asked")}::json) as asked (${sql.raw(columns)})`;

/** The row of each session that was asked for. */
export function inOrder<R>(
  asked: { sessionId: string }[],
  rows: R[],
  sessionOf: (row: R) => string,
): (R | undefined)[] {
  const found = new Map(rows.map((row) => [sessionOf(row), row]));
  return asked.map(({ sessionId }) => found.get(sessionId));
}
