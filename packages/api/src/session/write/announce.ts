import type { Db } from "@parley/db/client";
import { event, type SessionStatus, session } from "@parley/db/schema/session";
import { type SQL, sql } from "drizzle-orm";
import type { Services } from "../../services.ts";
import type { Notification } from "../live/bus.ts";
import { readPastEvent } from "./read-state.ts";

/** Sessions handled in one statement. */
export const SWEEP_BATCH = 500;

/** An event that a sweep publishes for each session for which it is due. */
export type Announcement = {
  type: string;
  /**
   * The sessions for which it is due, locked: `select s.id as session_id, s.owner_id … for update of s, … skip locked`,
   * limited to `SWEEP_BATCH`.
   */
  due: SQL;
  /** Marks the kind's rows of `due`, so that the event is published once; `returning session_id, owner_id`. */
  mark: SQL;
  status?: SessionStatus;
  now: Date;
};

/** Publishes an event for every session for which it is due. Processes that do so at the same time share the work. */
export async function announce(services: Services, announcement: Announcement): Promise<void> {
  for (;;) {
    const announced = await announceBatch(services.db, announcement);
    for (const notification of announced) services.bus.publish(notification);
    if (announced.length < SWEEP_BATCH) return;
  }
}

async function announceBatch(
  db: Db,
  { type, due, mark, status, now }: Announcement,
): Promise<Notification[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await db.execute<{ owner_id: string; session_id: string }>(sql`
    with due as (${due}), marked as (${mark}),
    moved as (
      update ${session} set seq = session.seq + 1, read_seq = ${readPastEvent}, version = session.version + 1, updated_at = ${at}
        ${status ? sql`, status = ${status}` : sql``}
      from marked where session.id = marked.session_id and session.owner_id = marked.owner_id
      returning session.id, session.owner_id, session.seq)
    insert into ${event} (session_id, owner_id, seq, type, created_at)
    select id, owner_id, seq, ${type}, ${at} from moved
    returning session_id, owner_id`);
  return rows.map((row) => ({ ownerId: row.owner_id, sessionId: row.session_id }));
}
