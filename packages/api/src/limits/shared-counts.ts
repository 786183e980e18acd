import type { Db } from "@parley/db/client";
import { rateLimit } from "@parley/db/schema/access";
import { lt, sql } from "drizzle-orm";

export type SharedCount = { key: string; count: number; resetAt: Date };

/** Request counts that all server processes share. */
export type SharedCounts = {
  /**
   * Adds to each count. A count whose window has ended starts at zero again, with the `resetAt` of its row.
   * @returns the totals afterwards, by key.
   */
  add(rows: SharedCount[], now: Date): Promise<Map<string, { count: number; resetAt: Date }>>;
  /** Deletes the counts whose window has ended. */
  removeEnded(now: Date): Promise<void>;
};

/** Shared counts in the database. */
export function sharedCounts(db: Db): SharedCounts {
  const p = sql.placeholder;
  // Ended, or begun before the clock was set back: otherwise no stored window ends that much later than a new one.
  const ended = sql`(${rateLimit.resetAt} <= ${p("now")}::timestamptz
    or ${rateLimit.resetAt} > excluded.reset_at + interval '1 minute')`;
  const add = db
    .insert(rateLimit)
    .select(
      // Rows are locked in the order of their keys, so that two processes can't deadlock.
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
