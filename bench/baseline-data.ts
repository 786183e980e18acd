import type postgres from "postgres";
import { MESSAGE_TEXT } from "./product-data.ts";

/** The baseline's tables, with the indexes that its statements need. */
export async function createBaselineTables(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create table session (
      id uuid primary key, owner_id text not null, agent_id uuid not null, user_id text not null,
      metadata jsonb not null default '{}', timeout_minutes int not null default 30,
      auto_renew boolean not null default true, max_duration_minutes int not null default 720,
      warning_threshold_minutes int not null default 5, created_at timestamptz not null default now(),
      last_activity_at timestamptz not null default now(),
      expires_at timestamptz not null default now() + interval '30 minutes', renewal_count int not null default 0);
    create index on session (owner_id, id);
    create index on session (owner_id, expires_at);
    create table message (
      id uuid primary key, session_id uuid not null references session on delete cascade,
      author_id text not null, is_agent boolean not null, content text not null,
      metadata jsonb not null default '{}', created_at timestamptz not null default now());
    create index on message (session_id, created_at)`);
}

/** Inserts one owner's sessions, each with `messages` messages. @returns the sessions' ids. */
export async function fillBaseline(
  sql: postgres.Sql,
  { owner, sessions, messages }: { owner: string; sessions: number; messages: number },
): Promise<string[]> {
  await sql`insert into session
      (id, owner_id, agent_id, user_id, metadata, timeout_minutes, max_duration_minutes, expires_at)
    select uuidv7(make_interval(secs => (n - ${sessions}::int) / 1000.0)), ${owner}, gen_random_uuid(), 'user-' || n, '{"channel": "web", "plan": "pro"}', 600, 1440,
      now() + interval '600 minutes' + make_interval(secs => n) from generate_series(1, ${sessions}::int) n`;
  await sql`insert into message (id, session_id, author_id, is_agent, content, created_at)
    select uuidv7(), id, user_id, n % 2 = 0, ${MESSAGE_TEXT} || n, now() + make_interval(secs => n)
    from session, generate_series(1, ${messages}::int) n where owner_id = ${owner}`;
  const rows = await sql<{ id: string }[]>`select id from session where owner_id = ${owner}`;
  return rows.map(({ id }) => id);
}
