import type { DriverValueDecoder } from "drizzle-orm";
import { Column, is, SQL, Subquery } from "drizzle-orm";
import type { PgSession, SelectedFieldsOrdered } from "drizzle-orm/pg-core";

type Field = SelectedFieldsOrdered[number]["field"];
type Row = Record<string, unknown>;
type Decoder = DriverValueDecoder<unknown, unknown> | undefined;
/** A value of a row: where it goes, and into which object of the row's, where it is in one. */
type Cell = { name: string; inside: string | undefined; decoder: Decoder };

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

/** Undefined for rows in which it is not plain whether an object of theirs was joined: Drizzle knows how. */
function rowReader(fields: SelectedFieldsOrdered): ((rows: unknown[][]) => Row[]) | undefined {
  if (fields.some(({ path }) => path.length > 2) || !tellsWhatWasJoined(fields)) return undefined;
  const cells = fields.map(({ path: [first = "", second], field }): Cell => {
    const decoder = decoderOf(field);
    return second === undefined
      ? { name: first, inside: undefined, decoder }
      : { name: second, inside: first, decoder };
  });
  return (rows) => rows.map((values) => readRow(cells, values));
}

/** Whether each object begins with a column that is null only where nothing was joined. */
function tellsWhatWasJoined(fields: SelectedFieldsOrdered): boolean {
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
    const { name, inside, decoder } = cells[i] as Cell;
    const value = values[i];
    const read = value === null || decoder === undefined ? value : decoder.mapFromDriverValue(value);
    if (inside === undefined) row[name] = read;
    else if (!(inside in row)) row[inside] = value === null ? null : { [name]: read };
    else if (row[inside] !== null) (row[inside] as Row)[name] = read;
  }
  return row;
}

/** Undefined where a value stays as the driver gives it. */
function decoderOf(field: Field): Decoder {
  if (!is(field, Column)) return decoderOfSql(is(field, SQL) ? field : sqlOf(field));
  return field.mapFromDriverValue === Column.prototype.mapFromDriverValue ? undefined : field;
}

const sqlOf = (field: SQL.Aliased | Subquery): SQL => (is(field, Subquery) ? field._.sql : field.sql);

/** Drizzle keeps it to itself. */
const decoderOfSql = (sql: SQL) => (sql as unknown as { decoder: Decoder }).decoder;
