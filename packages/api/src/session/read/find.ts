import { session } from "@parley/db/schema/session";
import { and, sql } from "drizzle-orm";
import { listed, together } from "../../batch/reads.ts";

/** For `foundTogether`: the sessions that are asked for, and perhaps one of theirs under another of their owners. */
export const isAsked = and(
  sql`${session.id} = any(${listed("ids")})`,
  sql`${session.ownerId} = any(${listed("owners")})`,
);

/**
 * Makes one read of the sessions that are asked for at about the same time, each by its id and its owner.
 * @param read finds the sessions that `isAsked` names, with their owners.
 * @param most sessions in one read; fewer where one may be large.
 * @returns undefined where the owner has no such session.
 */
export function foundTogether<R extends { id: string }>(
  read: (asked: { ids: string; owners: string }) => Promise<(R & { ownerId: string })[]>,
  most?: number,
): (id: string, ownerId: string) => Promise<R | undefined> {
  const find = together(async (keys: { id: string; ownerId: string }[]): Promise<(R | undefined)[]> => {
    const ids = JSON.stringify(keys.map(({ id }) => id));
    const owners = JSON.stringify([...new Set(keys.map(({ ownerId }) => ownerId))]);
    const rows = await read({ ids, owners });
    const found = new Map(rows.map((row) => [`${row.ownerId} ${row.id}`, row]));
    return keys.map(({ id, ownerId }) => found.get(`${ownerId} ${id}`));
  }, most);
  return (id, ownerId) => find({ id, ownerId });
}
