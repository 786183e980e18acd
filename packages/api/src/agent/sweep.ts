import type { Db } from "@parley/db/client";
import { idempotency } from "@parley/db/schema/access";
import { agentSession } from "@parley/db/schema/agent";
import { event, session } from "@parley/db/schema/session";
import { type SQL, sql } from "drizzle-orm";
import type { Services } from "../services.ts";
import type { News } from "../session/live/bus.ts";
import { stillRead } from "../session/write/still-read.ts";

const BATCH = 500;

/**
 * Announces sessions that are near their end or past it, once each, and removes those that expired longer ago
 * than the retention. What is expired is decided when it is asked, not here: this only tells.
 */
export async function sweepAgentSessions(services: Services): Promise<void> {
  const now = services.clock();
  const at = sql`${now.toISOString()}::timestamptz`;
  const warnFrom = sql`expires_at - make_interval(mins => warning_threshold_minutes)`;
  await announceAll(services, {
    type: "session.near_expiration",
    isDue: sql`expires_at > ${at} and expires_at <= ${at} + interval '1 hour' and ${warnFrom} <= ${at} and warned_for is distinct from expires_at`,
    mark: sql`warned_for = expires_at`,
    now: at,
  });
  await announceAll(services, {
    type: "session.expired",
    isDue: sql`expires_at <= ${at}`,
    mark: sql`expired_at = ${at}`,
    now: at,
  });
  await removeOld(services, new Date(now.getTime() - services.settings.retentionHours * 3_600_000));
}

type Announcement = { type: string; isDue: SQL; mark: SQL; now: SQL };

async function announceAll(services: Services, announcement: Announcement): Promise<void> {
  for (;;) {
    const told = await announceBatch(services.db, announcement);
    for (const news of told) services.bus.publish(news);
    if (told.length < BATCH) return;
  }
}

/** One statement: processes that sweep at the same time share the work, and none announces twice. */
async function announceBatch(db: Db, { type, isDue, mark, now }: Announcement): Promise<News[]> {
  const rows = await db.execute<{ owner_id: string; session_id: string }>(sql`
    with due as (
      select session_id, owner_id from ${agentSession}
      where expired_at is null and ${isDue}
      order by expires_at limit ${BATCH} for update skip locked),
    marked as (
      update ${agentSession} set ${mark} from due
      where agent_session.session_id = due.session_id and agent_session.owner_id = due.owner_id
      returning agent_session.session_id, agent_session.owner_id),
    moved as (
      update ${session} set seq = seq + 1, read_seq = ${stillRead}, version = version + 1, updated_at = ${now} from marked
      where session.id = marked.session_id and session.owner_id = marked.owner_id
      returning session.id, session.owner_id, session.seq)
    insert into ${event} (session_id, owner_id, seq, type, created_at)
    select id, owner_id, seq, ${type}, ${now} from moved
    returning session_id, owner_id`);
  return rows.map((row) => ({ ownerId: row.owner_id, sessionId: row.session_id }));
}

async function removeOld(services: Services, before: Date): Promise<void> {
  for (;;) {
    const gone = await services.db.execute<{ id: string; owner_id: string }>(sql`
      with old as (
        select session_id, owner_id from ${agentSession}
        where expired_at is not null and expired_at < ${before.toISOString()}::timestamptz
        order by expired_at limit ${BATCH} for update skip locked),
      gone as (
        delete from ${session} using old
        where session.id = old.session_id and session.owner_id = old.owner_id
        returning session.id, session.owner_id),
      forgotten as (
        delete from ${idempotency} using gone
        where idempotency.owner_id = gone.owner_id and strpos(idempotency.body::text, gone.id) > 0)
      select id, owner_id from gone`);
    for (const { id, owner_id } of gone) services.bus.publish({ ownerId: owner_id, sessionId: id });
    if (gone.length < BATCH) return;
  }
}
