import type postgres from "postgres";
import { MESSAGE_TEXT } from "./product-data.ts";

/** Chatbot sessions of one owner, each with `messages` messages. */
export type ChatbotFill = {
  ownerId: string;
  chatbotId: string;
  clientId: string;
  sessions: number;
  messages: number;
};

/** An id in MongoDB's format that increases with `n`. */
const objectId = "lpad(to_hex(1700000000 + n), 8, '0') || substr(md5(random()::text), 1, 16)";

/** Inserts in bulk, without the check of foreign keys for each row. @returns the sessions' ids. */
export async function fillProductChatbot(sql: postgres.Sql, fill: ChatbotFill): Promise<string[]> {
  const { ownerId, chatbotId, clientId, sessions, messages } = fill;
  return sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`create temporary table new_session on commit drop as
      select ${tx.unsafe(objectId)} as id,
        date_trunc('milliseconds', now()) - interval '1 day' + make_interval(secs => n) as at
      from generate_series(1, ${sessions}::int) n`;
    await tx`insert into session
      (id, owner_id, kind, title, responder_id, responder_name, person_id, person_name, seq, indexed_seq, created_at,
        updated_at, last_message_at, read_seq)
      select id, ${ownerId}, 'chatbot', 'How do I change my plan?', ${chatbotId}, 'Shop help', ${clientId}, 'Ada',
        1 + ${messages}::int, 1 + ${messages}::int, at, at, at + make_interval(secs => ${messages}::int), 1
      from new_session`;
    await tx`insert into chatbot_session
      (session_id, owner_id, chatbot_id, client_id, status, start_time, created_at)
      select id, ${ownerId}, ${chatbotId}, ${clientId}, 'ACTIVE', at, at from new_session`;
    await tx`insert into event (session_id, owner_id, seq, type, created_at)
      select id, ${ownerId}, 1, 'session.created', at from new_session`;
    await tx`create temporary table new_message on commit drop as
      select 'msg_' || md5(random()::text || n) as message_id, id, n, at + make_interval(secs => n) as at
      from new_session, generate_series(1, ${messages}::int) n`;
    await tx`insert into message (id, owner_id, session_id, seq, author_id, is_agent, kind, content, created_at)
      select message_id, ${ownerId}, id, n + 1, ${clientId}, n % 2 = 0, 'chatbot', ${MESSAGE_TEXT} || n, at
      from new_message`;
    await tx`insert into event (session_id, owner_id, seq, type, message_id, created_at)
      select id, ${ownerId}, n + 1, 'message.created', message_id, at from new_message`;
    return (await tx<{ id: string }[]>`select id from new_session`).map(({ id }) => id);
  });
}

/** The baseline's tables for chatbot sessions, with the indexes that its statements need. */
export async function createBaselineChatbotTables(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create table chatbot (id text primary key, owner_id text not null, name text not null,
      prompt_template text not null default '', metadata jsonb not null default '{}',
      created_at timestamptz not null default now());
    create table client (id text primary key, owner_id text not null, name text not null, email text,
      metadata jsonb not null default '{}', created_at timestamptz not null default now());
    create table chat_session (id text primary key, owner_id text not null,
      chatbot_id text not null references chatbot, client_id text not null references client, title text,
      status text not null default 'ACTIVE', start_time timestamptz not null default now(),
      end_time timestamptz, metadata jsonb, feedback jsonb, created_at timestamptz not null default now(),
      updated_at timestamptz not null default now());
    create index on chat_session (owner_id, created_at, id);
    create table chat_message (id text primary key, session_id text not null references chat_session on delete cascade,
      role text not null, content text not null, sent_at timestamptz not null default now());
    create index on chat_message (session_id, sent_at)`);
}

/** Inserts the same into the baseline. @returns the sessions' ids. */
export async function fillBaselineChatbot(sql: postgres.Sql, fill: ChatbotFill): Promise<string[]> {
  const { ownerId, chatbotId, clientId, sessions, messages } = fill;
  await sql`insert into chatbot (id, owner_id, name) values (${chatbotId}, ${ownerId}, 'Shop help')
    on conflict do nothing`;
  await sql`insert into client (id, owner_id, name, email) values (${clientId}, ${ownerId}, 'Ada', 'ada@example.com')
    on conflict do nothing`;
  const rows = await sql<{ id: string }[]>`
    insert into chat_session (id, owner_id, chatbot_id, client_id, title, created_at)
    select ${sql.unsafe(objectId)}, ${ownerId}, ${chatbotId}, ${clientId}, 'How do I change my plan?',
      now() - interval '1 day' + make_interval(secs => n)
    from generate_series(1, ${sessions}::int) n returning id`;
  await sql`insert into chat_message (id, session_id, role, content, sent_at)
    select md5(random()::text || s.id || n), s.id, case when n % 2 = 0 then 'assistant' else 'user' end,
      ${MESSAGE_TEXT} || n, now() + make_interval(secs => n)
    from chat_session s, generate_series(1, ${messages}::int) n where s.owner_id = ${ownerId}`;
  return rows.map(({ id }) => id);
}
