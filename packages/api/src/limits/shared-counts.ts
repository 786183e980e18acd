import type { Db } from "@parley/db/client";
import { rateLimit } from "@parley/db/schema/access";
import { lt, sql } from "drizzle-orm";

export type SharedCount = { key: string; count: number; resetAt: Date };

/** What all server processes counted together. */
export type SharedCounts = {
  /**
   * Adds to each count; one whose window is over begins anew with the `resetAt` given.
   * @returns the totals after it.
   */
  add(rows: SharedCount[], now: Date): Promise<Map<string, { count: number; resetAt: Date }>>;
  removeEnded(now: Date): Promise<void>;
};

/** Counts in the database that the processes share. */
export function sharedCounts(db: Db): SharedCounts {
  return {
    async add(rows, now) {
      // Always in the same order: two processes that add to the same keys can't wait for each other.
      const values = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
      const ended = sql`${rateLimit.resetAt} <= ${now.toISOString()}::timestamptz`;
      const totals = await db
        .insert(rateLimit)
        .values(values)
        .onConflictDoUpdate({
          target: rateLimit.key,
          set: {
            count: sql`case when ${ended} then excluded.count else ${rateLimit.count} + excluded.count end`,
            resetAt: sql`case when ${ended} then excluded.reset_at else ${rateLimit.resetAt} end`,
          },
        })
        .returning();
      return new Map(totals.map(({ key, count, resetAt }) => [key, { count, resetAt }]));
    },
    async removeEnded(now) {
      await db.delete(rateLimit).where(lt(rateLimit.resetAt, now));
    },
  };
}
