import type { DriverValueDecoder } from "drizzle-orm";
import { Column, is, SQL, Subquery } from "drizzle-orm";
import type { PgSession, SelectedFieldsOrdered } from "drizzle-orm/pg-core";

type Field = SelectedFieldsOrdered[number]["field"];
type Row = Record<string, unknown>;
type Decoder = DriverValueDecoder<unknown, unknown> | undefined;
/** How one value of a row is read: its property, the nested object that the property is in, if any, and its decoder. */
type Cell = { name: string; parent: string | undefined; decoder: Decoder };

/**
 * Makes prepared statements decode their rows by a plan that is computed once. Drizzle inspects the column type for each
 * value of each row, which doubles the CPU time of reading a row.
 */
export function readRowsByPlan(session: Pick<PgSession, "prepareQuery">): void {
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (query, fields, name, isArrayMode, mapper, ...more) => {
    const read = mapper ?? (name !== undefined && fields ? rowReader(fields) : undefined);
    return prepareQuery(query, fields, name, isArrayMode, read, ...more);
  };
}

/**
 * Returns undefined for rows that only Drizzle can read: when it is not clear from a column whether an object was
 * joined.
 */
function rowReader(fields: SelectedFieldsOrdered): ((rows: unknown[][]) => Row[]) | undefined {
  if (fields.some(({ path }) => path.length > 2) || !showsMissingJoins(fields)) return undefined;
  const cells = fields.map(({ path: [first = "", second], field }): Cell => {
    const decoder = decoderOf(field);
    return second === undefined
      ? { name: first, parent: undefined, decoder }
      : { name: second, parent: first, decoder };
  });
  return (rows) => rows.map((values) => readRow(cells, values));
}

/** Whether the first column of each nested object is NOT NULL, so that null means that a left join found no row. */
function showsMissingJoins(fields: SelectedFieldsOrdered): boolean {
  const firsts = new Map<string, Field>();
  for (const { path, field } of fields) {
    const [name = ""] = path;
    if (path.length === 2 && !firsts.has(name)) firsts.set(name, field);
  }
  return [...firsts.values()].every((field) => is(field, Column) && field.notNull);
}

function readRow(cells: Cell[], values: unknown[]): Row {
  const row: Row = {};
  for (let i = 0; i < cells.length; i += 1) {
    const { name, parent, decoder } = cells[i] as Cell;
    const value = values[i];
    const read = value === null || decoder === undefined ? value : decoder.mapFromDriverValue(value);
    if (parent === undefined) row[name] = read;
    else if (!(parent in row)) row[parent] = value === null ? null : { [name]: read };
    else if (row[parent] !== null) (row[parent] as Row)[name] = read;
  }
  return row;
}

/** Returns undefined when the driver's value is used unchanged. */
function decoderOf(field: Field): Decoder {
  if (!is(field, Column)) return decoderOfSql(is(field, SQL) ? field : sqlOf(field));
  return field.mapFromDriverValue === Column.prototype.mapFromDriverValue ? undefined : field;
}

const sqlOf = (field: SQL.Aliased | Subquery): SQL => (is(field, Subquery) ? field._.sql : field.sql);

/** `decoder` is internal to Drizzle, and not in its types. */
const decoderOfSql = (sql: SQL) => (sql as unknown as { decoder: Decoder }).decoder;
