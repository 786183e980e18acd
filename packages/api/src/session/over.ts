import { type SessionStatus, session } from "@parley/db/schema/session";
import { type SQL, sql } from "drizzle-orm";
import { isEnded } from "./statuses.ts";

export type SessionEnd = { status: SessionStatus; endsAt: Date | null };

/** Whether a session has ended: by its status, or because its time has passed. No job has to run for the latter. */
export const isOver = ({ status, endsAt }: SessionEnd, now: Date): boolean =>
  isEnded(status) || (endsAt !== null && endsAt <= now);

/** The status as it is now: a session whose time has passed is done. */
export const statusNow = (end: SessionEnd, now: Date): SessionStatus =>
  isOver(end, now) && end.status !== "stopped" ? "done" : end.status;

/** `statusNow` in SQL, over `session`. */
export const statusAt = (now: Date): SQL =>
  sql`(case when ${session.status} <> 'stopped' and ${session.endsAt} <= ${now.toISOString()}::timestamptz then 'done' else ${session.status} end)`;
