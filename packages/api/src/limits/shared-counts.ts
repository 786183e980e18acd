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
  const p = sql.placeholder;
  // Over, or begun by a clock that was set back since: no window that is told of now can end so much earlier.
  const ended = sql`(${rateLimit.resetAt} <= ${p("now")}::timestamptz
    or ${rateLimit.resetAt} > excluded.reset_at + interval '1 minute')`;
  const add = db
    .insert(rateLimit)
    .select(
      // Always in the same order: two processes that add to the same keys can't wait for each other.
      sql`select key, count, reset_at
        from json_to_recordset(${p("rows")}::json) as added (key text, count integer, reset_at timestamptz)
        order by key collate "C"`,
    )
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: {
        count: sql`case when ${ended} then excluded.count else ${rateLimit.count} + excluded.count end`,
        resetAt: sql`case when ${ended} then excluded.reset_at else ${rateLimit.resetAt} end`,
      },
    })
    .returning()
    .prepare("rate_limit_add");

  return {
    async add(rows, now) {
      const added = rows.map(({ key, count, resetAt }) => ({ key, count, reset_at: resetAt }));
      const totals = await add.execute({ rows: JSON.stringify(added), now: now.toISOString() });
      return new Map(totals.map(({ key, count, resetAt }) => [key, { count, resetAt }]));
    },
    async removeEnded(now) {
      await db.delete(rateLimit).where(lt(rateLimit.resetAt, now));
    },
  };
}
