import type { DriverValueDecoder } from "drizzle-orm";
import { Column, is, SQL, Subquery } from "drizzle-orm";
import type { PgSession, SelectedFieldsOrdered } from "drizzle-orm/pg-core";

type Field = SelectedFieldsOrdered[number]["field"];
type Row = Record<string, unknown>;
type Cell = { name: string; decoder: DriverValueDecoder<unknown, unknown> | undefined };

/**
 * Lets prepared statements read their rows by a plan that is made once. Drizzle itself asks of each value of each row
 * what kind of column it is from, which takes as long as all else that is done with a row.
 */
export function readRowsByPlan(session: Pick<PgSession, "prepareQuery">): void {
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (query, fields, name, isArrayMode, mapper, ...more) => {
    const read = mapper ?? (name !== undefined && fields ? rowReader(fields) : undefined);
    return prepareQuery(query, fields, name, isArrayMode, read, ...more);
  };
}

/** Undefined for rows that have others in them, which are null where nothing was joined: Drizzle knows how. */
function rowReader(fields: SelectedFieldsOrdered): ((rows: unknown[][]) => Row[]) | undefined {
  if (fields.some(({ path }) => path.length !== 1)) return undefined;
  const cells = fields.map(({ path: [name = ""], field }): Cell => ({ name, decoder: decoderOf(field) }));
  return (rows) => rows.map((values) => readRow(cells, values));
}

function readRow(cells: Cell[], values: unknown[]): Row {
  const row: Row = {};
  for (let i = 0; i < cells.length; i += 1) {
    const { name, decoder } = cells[i] as Cell;
    const value = values[i];
    row[name] = value === null || decoder === undefined ? value : decoder.mapFromDriverValue(value);
  }
  return row;
}

/** Undefined where a value stays as the driver gives it. */
function decoderOf(field: Field): Cell["decoder"] {
  if (!is(field, Column)) return decoderOfSql(is(field, SQL) ? field : sqlOf(field));
  return field.mapFromDriverValue === Column.prototype.mapFromDriverValue ? undefined : field;
}

const sqlOf = (field: SQL.Aliased | Subquery): SQL => (is(field, Subquery) ? field._.sql : field.sql);

/** Drizzle keeps it to itself. */
const decoderOfSql = (sql: SQL) => (sql as unknown as { decoder: Cell["decoder"] }).decoder;
