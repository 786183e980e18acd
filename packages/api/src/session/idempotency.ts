import type { Db } from "@parley/db/client";
import { isForeignKeyViolation } from "@parley/db/errors";
import { idempotency } from "@parley/db/schema/access";
import type { Json } from "@parley/db/schema/columns";
import { and, eq, isNull, lt, sql } from "drizzle-orm";

/** What is known of a request with an idempotency key. */
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
  const isKey = (callerId: string, key: string) =>
    and(eq(idempotency.callerId, callerId), eq(idempotency.key, key));

  /**
   * Lets the same request run again at once. The key keeps the time of its first request: the ids that follow from it are
   * the same, so that what the first run created is found, not created twice.
   */
  async function release(callerId: string, key: string): Promise<void> {
    await db
      .update(idempotency)
      .set({ lockedUntil: new Date(0) })
      .where(and(isKey(callerId, key), isNull(idempotency.status)));
  }

  return {
    /** Lets one of all requests with the same key run. `callerId`: the account that sends the request. */
    async claim(callerId: string, key: string, requestHash: string, now: Date): Promise<Claimed> {
      const lockedUntil = new Date(now.getTime() + IN_FLIGHT_MS);
      const oldest = new Date(now.getTime() - KEPT_HOURS * 3_600_000);
      await db.delete(idempotency).where(and(isKey(callerId, key), lt(idempotency.createdAt, oldest)));
      const [mine] = await db
        .insert(idempotency)
        .values({ callerId, key, requestHash, createdAt: now, lockedUntil })
        .onConflictDoUpdate({
          target: [idempotency.callerId, idempotency.key],
          set: { lockedUntil },
          setWhere: sql`${idempotency.status} is null and ${idempotency.lockedUntil} < ${now.toISOString()}::timestamptz and ${idempotency.requestHash} = ${requestHash}`,
        })
        .returning({ firstAt: idempotency.createdAt });
      if (mine) return { outcome: "run", firstAt: mine.firstAt };
      const [first] = await db.select().from(idempotency).where(isKey(callerId, key));
      if (!first) return { outcome: "in-flight" };
      if (first.requestHash !== requestHash) return { outcome: "other-request" };
      if (first.status === null) return { outcome: "in-flight" };
      return { outcome: "replay", status: first.status, body: first.body };
    },

    /**
     * Stores the response for replays.
     * @param about the session that the response is about: the response is removed with it, and not stored if it is gone.
     */
    async complete(
      callerId: string,
      key: string,
      status: number,
      body: Json,
      about?: { id: string; ownerId: string } | undefined,
    ): Promise<void> {
      try {
        await db
          .update(idempotency)
          .set({ status, body, sessionId: about?.id, sessionOwnerId: about?.ownerId })
          .where(isKey(callerId, key));
      } catch (error) {
        if (!isForeignKeyViolation(error, "idempotency_session")) throw error;
        await release(callerId, key);
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
