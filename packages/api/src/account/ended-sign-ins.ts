import type { Db } from "@parley/db/client";
import { authSession } from "@parley/db/schema/auth";
import { lt } from "drizzle-orm";

/** Forgets devices whose sign-in has ended by itself: nobody needs their addresses any more. */
export async function removeEndedSignIns(db: Db, now: Date): Promise<void> {
  await db.delete(authSession).where(lt(authSession.expiresAt, now));
}
