import type { Db, Tx } from "@parley/db/client";
import { isForeignKeyViolation } from "@parley/db/errors";
import { idempotency } from "@parley/db/schema/access";
import type { Json } from "@parley/db/schema/columns";
import { and, eq, isNull, lt, sql } from "drizzle-orm";

/** What a request with an idempotency key meets. */
export type Claimed =
  | { outcome: "run"; firstAt: Date }
  | { outcome: "replay"; status: number; body: Json }
  | { outcome: "in-flight" }
  | { outcome: "other-request" };

export type IdempotencyStore = ReturnType<typeof idempotencyStore>;

const KEPT_HOURS = 24;
/** Longer than any request; a key whose first request died with its process is free again after it. */
const IN_FLIGHT_MS = 90_000;

export function idempotencyStore(db: Db) {
  const isKey = (ownerId: string, key: string) =>
    and(eq(idempotency.ownerId, ownerId), eq(idempotency.key, key));

  /**
   * Lets the same request run again at once. The key keeps the moment of its first request, so that what that one
   * may have made before it failed is met again, not made twice.
   */
  async function release(ownerId: string, key: string): Promise<void> {
    await db
      .update(idempotency)
      .set({ lockedUntil: new Date(0) })
      .where(and(isKey(ownerId, key), isNull(idempotency.status)));
  }

  return {
    /** Decides, of all requests with the same key, which one runs. */
    async claim(ownerId: string, key: string, requestHash: string, now: Date): Promise<Claimed> {
      const lockedUntil = new Date(now.getTime() + IN_FLIGHT_MS);
      const oldest = new Date(now.getTime() - KEPT_HOURS * 3_600_000);
      await db.delete(idempotency).where(and(isKey(ownerId, key), lt(idempotency.createdAt, oldest)));
      const [mine] = await db
        .insert(idempotency)
        .values({ ownerId, key, requestHash, createdAt: now, lockedUntil })
        .onConflictDoUpdate({
          target: [idempotency.ownerId, idempotency.key],
          set: { lockedUntil },
          setWhere: sql`${idempotency.status} is null and ${idempotency.lockedUntil} < ${now.toISOString()}::timestamptz and ${idempotency.requestHash} = ${requestHash}`,
        })
        .returning({ firstAt: idempotency.createdAt });
      if (mine) return { outcome: "run", firstAt: mine.firstAt };
      const [first] = await db.select().from(idempotency).where(isKey(ownerId, key));
      if (!first) return { outcome: "in-flight" };
      if (first.requestHash !== requestHash) return { outcome: "other-request" };
      if (first.status === null) return { outcome: "in-flight" };
      return { outcome: "replay", status: first.status, body: first.body };
    },

    /**
     * Keeps the answer for repetitions.
     * @param sessionId the session that it tells of: it is forgotten with it, and not kept where that is gone by now.
     */
    async complete(
      ownerId: string,
      key: string,
      status: number,
      body: Json,
      sessionId?: string | undefined,
    ): Promise<void> {
      try {
        await db
          .update(idempotency)
          .set({ status, body, ...(sessionId !== undefined && { sessionId }) })
          .where(isKey(ownerId, key));
      } catch (error) {
        if (!isForeignKeyViolation(error, "idempotency_session")) throw error;
        await release(ownerId, key);
      }
    },

    release,

    async removeOld(now: Date): Promise<void> {
      await db
        .delete(idempotency)
        .where(lt(idempotency.createdAt, new Date(now.getTime() - KEPT_HOURS * 3_600_000)));
    },
  };
}

/** Forgets the answers that made a session: what tells of one that was there before goes with it by itself. */
export async function forgetAnswers(tx: Tx, ownerId: string, sessionId: string): Promise<void> {
  await tx
    .delete(idempotency)
    .where(and(eq(idempotency.ownerId, ownerId), sql`strpos(${idempotency.body}::text, ${sessionId}) > 0`));
}
