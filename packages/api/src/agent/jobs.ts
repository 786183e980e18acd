import { agentSession } from "@parley/db/schema/agent";
import { session } from "@parley/db/schema/session";
import { type SQL, sql } from "drizzle-orm";
import type { Services } from "../services.ts";
import { announce, SWEEP_BATCH } from "../session/write/announce.ts";
import { agentSettingsOf } from "./settings.ts";

/**
 * Publishes a near expiration and an expiry once for each session, and removes sessions that expired longer ago than
 * the retention. Reads compare the expiry with the clock themselves, so that they don't depend on this job.
 */
export async function sweepAgentSessions(services: Services): Promise<void> {
  const now = services.clock();
  const at = sql`${now.toISOString()}::timestamptz`;
  const warnFrom = sql`a.expires_at - make_interval(mins => a.warning_threshold_minutes)`;
  await announce(services, {
    type: "session.near_expiration",
    due: dueSessions(
      sql`a.expires_at > ${at} and a.expires_at <= ${at} + interval '1 hour' and ${warnFrom} <= ${at}
        and a.warned_for is distinct from a.expires_at`,
    ),
    mark: markDue(sql`warned_for = a.expires_at`),
    now,
  });
  await announce(services, {
    type: "session.expired",
    due: dueSessions(sql`a.expires_at <= ${at}`),
    mark: markDue(sql`expired_at = ${at}`),
    status: "done",
    now,
  });
  await removeOld(services, new Date(now.getTime() - agentSettingsOf(services).retentionHours * 3_600_000));
}

const dueSessions = (isDue: SQL) => sql`
  select s.id as session_id, s.owner_id from ${agentSession} a
  join ${session} s on s.id = a.session_id and s.owner_id = a.owner_id
  where a.expired_at is null and ${isDue}
  order by a.expires_at limit ${SWEEP_BATCH} for update of s, a skip locked`;

const markDue = (change: SQL) => sql`
  update ${agentSession} a set ${change} from due
  where a.session_id = due.session_id and a.owner_id = due.owner_id
  returning a.session_id, a.owner_id`;

async function removeOld({ db, bus }: Services, before: Date): Promise<void> {
  for (;;) {
    const gone = await db.execute<{ id: string; owner_id: string }>(sql`
      with old as (
        select s.id, s.owner_id from ${agentSession} a
        join ${session} s on s.id = a.session_id and s.owner_id = a.owner_id
        where a.expired_at is not null and a.expired_at < ${before.toISOString()}::timestamptz
        order by a.expired_at limit ${SWEEP_BATCH} for update of s skip locked)
      delete from ${session} using old
      where session.id = old.id and session.owner_id = old.owner_id
      returning session.id, session.owner_id`);
    for (const { id, owner_id } of gone) bus.publish({ ownerId: owner_id, sessionId: id });
    if (gone.length < SWEEP_BATCH) return;
  }
}
