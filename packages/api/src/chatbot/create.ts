import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { event, session } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";
import { writeTogether } from "../batch/writes.ts";
import type { ChatbotSessionStatus } from "./schema.ts";
import type { ChatbotSessionRow } from "./session-row.ts";

export type NewChatbotSession = {
  id: string;
  ownerId: string;
  chatbotId: string;
  clientId: string;
  title: string | null;
  status: ChatbotSessionStatus;
  startTime: Date;
  startsItself: boolean;
  now: Date;
};

/**
 * Stores a session, its kind's row and its first event. Those that come together are one statement.
 * @returns undefined when there is no such chatbot or client. Rejects with a unique violation when the id is taken.
 */
export function createTogether(db: Db): (fresh: NewChatbotSession) => Promise<ChatbotSessionRow | undefined> {
  const inserts = prepareInserts(db);
  async function insertAll(all: NewChatbotSession[]) {
    const rows = await inserts.execute({ asked: JSON.stringify(all.map(record)) });
    const stored = new Set(rows.map(({ id }) => id));
    return all.map((fresh) => (stored.has(fresh.id) ? freshRow(fresh) : undefined));
  }
  return writeTogether<NewChatbotSession, ChatbotSessionRow | undefined>({
    subjectOf: ({ id }) => id,
    many: insertAll,
    one: async (fresh) => (await insertAll([fresh]))[0],
  });
}

const ASKED = `asked_id text, asked_owner text, asked_chatbot text, asked_client text, asked_title text,
  asked_status text, asked_start timestamptz, asked_starts_itself boolean, asked_at timestamptz`;

const record = (fresh: NewChatbotSession) => ({
  ...{ asked_id: fresh.id, asked_owner: fresh.ownerId, asked_chatbot: fresh.chatbotId },
  ...{ asked_client: fresh.clientId, asked_title: fresh.title, asked_status: fresh.status },
  ...{ asked_start: fresh.startTime, asked_starts_itself: fresh.startsItself, asked_at: fresh.now },
});

function prepareInserts(db: Db) {
  const asked = db.$with("asked", {}).as(sql`
    select asked.* from json_to_recordset(${sql.placeholder("asked")}::json) as asked (${sql.raw(ASKED)})
    join ${chatbot} c on c.id = asked_chatbot and c.owner_id = asked_owner and c.deleted_at is null
    join ${client} p on p.id = asked_client and p.owner_id = asked_owner and p.deleted_at is null`);
  const base = db.$with("base", {}).as(sql`insert into ${session}
    (id, owner_id, kind, title, seq, created_at, updated_at, last_message_at, read_seq)
    select asked_id, asked_owner, 'chatbot', asked_title, 1, asked_at, asked_at, asked_at, 1 from asked`);
  const noted = db
    .$with("noted", {})
    .as(sql`insert into ${event} (session_id, owner_id, seq, type, created_at)
    select asked_id, asked_owner, 1, 'session.created', asked_at from asked`);
  const own = db.$with("own", { id: chatbotSession.sessionId }).as(sql`insert into ${chatbotSession}
    (session_id, owner_id, chatbot_id, client_id, status, start_time, starts_itself, created_at)
    select asked_id, asked_owner, asked_chatbot, asked_client, asked_status, asked_start, asked_starts_itself, asked_at
    from asked returning session_id`);
  return db.with(asked, base, noted, own).select().from(own).prepare("chatbot_session_insert");
}

/** The session as it was stored. */
function freshRow({ ownerId: _, now, ...fresh }: NewChatbotSession): ChatbotSessionRow {
  return {
    ...{ ...fresh, createdAt: now, updatedAt: now, version: 1, endTime: null, feedback: null },
    ...{ metadata: null, dangerAt: null, report: null },
  };
}
