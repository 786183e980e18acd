import type postgres from "postgres";

export type Owner = { ownerId: string; agentId: string };

/** Sessions as the product stores them, each with its first event and `messages` messages. */
export type Fill = Owner & { sessions: number; messages: number };

/** Inserts in bulk, without the check of foreign keys for each row: the references are right by construction. */
export async function fillProduct(sql: postgres.Sql, fills: Fill[]): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const fill of fills) await insertSessions(tx, fill);
  });
}

async function insertSessions(tx: postgres.TransactionSql, fill: Fill): Promise<void> {
  const { ownerId, agentId, sessions, messages } = fill;
  await tx`create temporary table new_session on commit drop as
    select uuidv7(make_interval(secs => (n - ${sessions}::int) / 1000.0))::text as id,
      date_trunc('milliseconds', now()) + make_interval(secs => (n - ${sessions}::int) / 1000.0) as at
    from generate_series(1, ${sessions}::int) n`;
  await tx`insert into session
    (id, owner_id, kind, title, metadata, ends_at, responder_id, responder_name, person_id, seq, indexed_seq, created_at,
      updated_at, last_message_at, read_seq)
    select id, ${ownerId}, 'agent', 'How do I change my plan?', '{"channel": "web", "plan": "pro"}',
      at + interval '600 minutes', ${agentId}, 'Assistant', 'user-' || left(id, 8), 1 + ${messages}::int,
      1 + ${messages}::int, at, at, at + make_interval(secs => ${messages}::int), 1 from new_session`;
  await tx`insert into agent_session
    (session_id, owner_id, agent_id, user_id, timeout_minutes, auto_renew, max_duration_minutes,
      warning_threshold_minutes, created_at, last_activity_at)
    select id, ${ownerId}, ${agentId}, 'user-' || left(id, 8), 600, true, 1440, 5, at, at from new_session`;
  await tx`insert into event (session_id, owner_id, seq, type, created_at)
    select id, ${ownerId}, 1, 'session.created', at from new_session`;
  await tx`create temporary table new_message on commit drop as
    select uuidv7()::text as message_id, id, n, at + make_interval(secs => n) as at
    from new_session, generate_series(1, ${messages}::int) n`;
  await tx`insert into message (id, owner_id, session_id, seq, author_id, is_agent, kind, content, created_at)
    select message_id, ${ownerId}, id, n + 1, 'user-' || left(id, 8), n % 2 = 0, 'agent', ${MESSAGE_TEXT} || n, at
    from new_message`;
  await tx`insert into event (session_id, owner_id, seq, type, message_id, created_at)
    select id, ${ownerId}, n + 1, 'message.created', message_id, at from new_message`;
  await tx`drop table new_session, new_message`;
}

/** As long as a typical message. */
export const MESSAGE_TEXT =
  "I moved to the yearly plan last week, and my invoice still shows the monthly price. Where can I see it? ";

/** Owners, each with an agent, who send no requests. */
export async function insertOtherOwners(sql: postgres.Sql, count: number): Promise<Owner[]> {
  await sql`insert into "user" (id, name, email)
    select 'other' || n, 'Other', 'other' || n || '@example.com' from generate_series(1, ${count}::int) n`;
  await sql`insert into agent (id, owner_id, name, created_at, updated_at)
    select gen_random_uuid(), id, 'Assistant', now(), now() from "user" where id like 'other%'`;
  return sql<Owner[]>`select owner_id as "ownerId", id as "agentId" from agent where owner_id like 'other%'`;
}

export async function readSessionIds(sql: postgres.Sql, ownerId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from session where owner_id = ${ownerId}`;
  return rows.map(({ id }) => id);
}
