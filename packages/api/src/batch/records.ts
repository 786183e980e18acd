import { type Placeholder, type SQL, sql } from "drizzle-orm";

/** The name of the parameter that carries a statement's records. */
const INPUT = "input";

/**
 * The records of a statement as a table `i`, passed as one JSON parameter: the statement is the same for one record and for a
 * hundred, and so is prepared once.
 *
 * The condition always holds and is there for the planner: Postgres assumes a hundred records in any JSON list, and would read
 * whole tables of thousands of rows to join them. Of an equality of strings it expects one in two hundred to match, so that it
 * plans for one record and finds each by its key.
 * @param columns `name type, …`, as `json_to_recordset` wants them; the first is a text.
 * @param input where the JSON comes from; a placeholder unless given.
 */
export function recordset(columns: string, input: SQL | Placeholder = sql.placeholder(INPUT)): SQL {
  const [first = ""] = columns.trim().split(" ", 1);
  const key = sql.raw(`r.${first}`);
  return sql`(select * from json_to_recordset(${input}::json) as r (${sql.raw(columns)}) where ${key} = concat(${key})) as i`;
}

/** The value of the records' parameter. */
export const inputOf = (records: object[]) => ({ [INPUT]: JSON.stringify(records) });
