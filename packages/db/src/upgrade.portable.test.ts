import { readdir, readFile } from "node:fs/promises";
import postgres from "postgres";
import { expect, it } from "vitest";
import { createTestDatabase } from "./testing.ts";

const FOLDER = new URL("../migrations/", import.meta.url);

/** Applies the migrations whose number is in the range, in order. */
async function apply(sql: postgres.Sql, from: number, to: number): Promise<void> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".sql")).toSorted();
  for (const name of names.slice(from, to + 1)) {
    const text = await readFile(new URL(name, FOLDER), "utf8");
    await sql.begin(async (tx) => {
      for (const statement of text.split("--> statement-breakpoint")) await tx.unsafe(statement);
    });
  }
}

const at = "2026-01-01T00:00:00Z";

/** A person with two agent sessions, one expired, and a chatbot session with a fallback, as version 4 stored them. */
async function fillVersion4(sql: postgres.Sql): Promise<void> {
  await sql`insert into "user" (id, name, email) values ('ada', 'Ada', 'ada@example.org')`;
  await sql`insert into agent (id, owner_id, name, created_at, updated_at) values ('a1', 'ada', 'Helper', ${at}, ${at})`;
  await sql`insert into chatbot (id, owner_id, name, created_at, updated_at) values ('b1', 'ada', 'Shop help', ${at}, ${at})`;
  await sql`insert into client (id, owner_id, name, created_at, updated_at) values ('c1', 'ada', 'Grace', ${at}, ${at})`;
  await sql`insert into session (id, owner_id, kind, created_at, updated_at, last_message_at)
    values ('s1', 'ada', 'agent', ${at}, ${at}, ${at}), ('s2', 'ada', 'agent', ${at}, ${at}, ${at}),
      ('s3', 'ada', 'chatbot', ${at}, ${at}, ${at})`;
  await sql`insert into agent_session (session_id, owner_id, agent_id, user_id, timeout_minutes, auto_renew,
      max_duration_minutes, warning_threshold_minutes, created_at, last_activity_at, expired_at)
    values ('s1', 'ada', 'a1', 'visitor', 30, true, 720, 5, ${at}, ${at}, null),
      ('s2', 'ada', 'a1', 'visitor', 30, true, 720, 5, ${at}, ${at}, ${at})`;
  await sql`insert into chatbot_session (session_id, owner_id, chatbot_id, client_id, status, start_time, end_time, created_at)
    values ('s3', 'ada', 'b1', 'c1', 'TERMINATED', ${at}, ${at}, ${at})`;
  await sql`insert into message (id, owner_id, session_id, seq, author_id, is_agent, content, metadata, created_at)
    values ('msg_1', 'ada', 's3', 2, 'c1', false, 'Hello?', '{"askedAs": ["msg_other"], "timestamp": "x"}', ${at}),
      ('msg_2', 'ada', 's3', 3, 'b1', true, 'Sorry', '{"fallback": true, "unanswered": true, "reason": "provider"}',
        '2026-01-01T00:00:01Z')`;
  // The metadata of a message in an agent session is the caller's own, whatever its names.
  await sql`insert into message (id, owner_id, session_id, seq, author_id, is_agent, content, metadata, created_at)
    values ('m1', 'ada', 's1', 2, 'visitor', false, 'Hello', '{"askedAs": "web", "fallback": "postal", "unanswered": 3}', ${at})`;
  await sql`insert into idempotency (owner_id, key, request_hash, status, body, created_at, locked_until)
    values ('ada', 'account:made', 'h', 201, '{"sessionId": "s1"}', ${at}, ${at}),
      ('ada', 'account:begun', 'h', 201, '{"data": {"id": "s3"}}', ${at}, ${at}),
      ('ada', 'account:else', 'h', 200, '{}', ${at}, ${at})`;
}

it("brings the sessions of version 4 into the shape that every kind has", async () => {
  await using database = await createTestDatabase();
  const sql = postgres(database.directUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`drop schema public cascade`;
    await sql`create schema public`;
    await apply(sql, 0, 4);
    await fillVersion4(sql);
    await apply(sql, 5, 5);

    const sessions =
      await sql`select id, status, ends_at is not null as expires, responder_name, person_id, person_name
      from session order by id`;
    expect([...sessions]).toEqual([
      {
        id: "s1",
        status: "active",
        expires: true,
        responder_name: "Helper",
        person_id: "visitor",
        person_name: null,
      },
      {
        id: "s2",
        status: "done",
        expires: true,
        responder_name: "Helper",
        person_id: "visitor",
        person_name: null,
      },
      {
        id: "s3",
        status: "stopped",
        expires: false,
        responder_name: "Shop help",
        person_id: "c1",
        person_name: "Grace",
      },
    ]);
    const messages = await sql`select id, kind, fallback, unanswered, metadata from message order by id`;
    const own = { askedAs: "web", fallback: "postal", unanswered: 3 };
    expect([...messages]).toEqual([
      { id: "m1", kind: "agent", fallback: false, unanswered: false, metadata: own },
      { id: "msg_1", kind: "chatbot", fallback: false, unanswered: false, metadata: { timestamp: "x" } },
      { id: "msg_2", kind: "chatbot", fallback: true, unanswered: true, metadata: { reason: "provider" } },
    ]);
    expect([...(await sql`select id, message_id from message_alias`)]).toEqual([
      { id: "msg_other", message_id: "msg_1" },
    ]);
    const responses = await sql`select key, session_id, session_owner_id from idempotency order by key`;
    expect([...responses]).toEqual([
      { key: "account:begun", session_id: "s3", session_owner_id: "ada" },
      { key: "account:else", session_id: null, session_owner_id: null },
      { key: "account:made", session_id: "s1", session_owner_id: "ada" },
    ]);
  } finally {
    await sql.end();
  }
});
