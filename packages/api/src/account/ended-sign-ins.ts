import type { Db } from "@parley/db/client";
import { authSession } from "@parley/db/schema/auth";
import { lt } from "drizzle-orm";

/** Deletes expired sign-ins, so that the device's network address is not stored longer than needed. */
export async function removeEndedSignIns(db: Db, now: Date): Promise<void> {
  await db.delete(authSession).where(lt(authSession.expiresAt, now));
}
