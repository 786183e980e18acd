import { type Column, type SQL, sql } from "drizzle-orm";
import { type BatchOptions, batchReads, textArray } from "./reads.ts";

type Key = { id: string; ownerId: string };
/** The parameters of a batched find, as JSON. */
export type FindInput = { ids: string; owners: string };

/**
 * The condition of a batched find: the requested rows, and perhaps one of them under another of the requested owners, which
 * `batchedFind` leaves out.
 */
export const isRequested = (id: Column, ownerId: Column): SQL =>
  sql`${id} = any(${textArray("ids")}) and ${ownerId} = any(${textArray("owners")})`;

/**
 * Batches finds of single rows by id and owner.
 * @param read returns the rows that `isRequested` matches, with their owners.
 * @returns undefined where the owner has no such row.
 */
export function batchedFind<R extends { id: string }>(
  read: (input: FindInput) => Promise<(R & { ownerId: string })[]>,
  options?: BatchOptions,
): (id: string, ownerId: string) => Promise<R | undefined> {
  const find = batchReads(async (keys: Key[]): Promise<(R | undefined)[]> => {
    const ids = JSON.stringify([...new Set(keys.map(({ id }) => id))]);
    const owners = JSON.stringify([...new Set(keys.map(({ ownerId }) => ownerId))]);
    const rows = await read({ ids, owners });
    const found = new Map(rows.map((row) => [`${row.ownerId} ${row.id}`, row]));
    return keys.map(({ id, ownerId }) => found.get(`${ownerId} ${id}`));
  }, options);
  return (id, ownerId) => find({ id, ownerId });
}
