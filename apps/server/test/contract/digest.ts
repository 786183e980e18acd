import type { Services } from "@parley/api/services";

/** A hash of the rows of each table and owner, by `table owner`. */
export type Digest = Record<string, string>;

/** Columns that name the owner of a row; the first that a table has counts. */
const OWNER_COLUMNS = ["owner_id", "caller_id", "user_id"];

/** Where a row is, and the transaction that wrote it: each write changes both, and reading them costs less than the row. */
const WRITTEN = "t.ctid::text || t.xmin::text";
/** The use of a key is stored beside the request, refused or not. */
const WRITTEN_IN: Record<string, string> = { api_key: "(to_jsonb(t) - 'last_used_at')::text" };

/** Hashes the rows of the database, so that a test can tell whether a request wrote any. */
export async function digestOf({ db: { $client: sql } }: Services): Promise<Digest> {
  const tables = await sql<{ name: string; owner: string | null }[]>`
    select t.table_name as name,
      (select c.column_name from information_schema.columns c
        where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = any(${OWNER_COLUMNS})
        order by array_position(${OWNER_COLUMNS}, c.column_name::text) limit 1) as owner
    from information_schema.tables t where t.table_schema = 'public' and t.table_type = 'BASE TABLE'`;
  const hashes = tables.map(({ name, owner }) => {
    const column = name === "user" ? "id" : owner;
    const key = column === null ? `'${name}'` : `'${name} ' || "${column}"`;
    const row = WRITTEN_IN[name] ?? WRITTEN;
    return `select ${key} as key, md5(string_agg(${row}, ',' order by ${row})) as hash from "${name}" t group by 1`;
  });
  const rows = await sql.unsafe<{ key: string; hash: string }[]>(hashes.join(" union all "));
  return Object.fromEntries(rows.map(({ key, hash }) => [key, hash]));
}

/** The part of a digest that is about one owner. */
export const digestOfOwner = (digest: Digest, ownerId: string): Digest =>
  Object.fromEntries(Object.entries(digest).filter(([key]) => key.endsWith(` ${ownerId}`)));
