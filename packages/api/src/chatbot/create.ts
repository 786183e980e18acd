import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { sql } from "drizzle-orm";
import { type CreateSpec, prepareCreate } from "../session/write/create.ts";
import { coreStatusOf } from "./rules.ts";
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

const spec: CreateSpec = {
  kind: "chatbot",
  inputColumns: `chatbot_id text, client_id text, chatbot_status text, start_time timestamptz, starts_itself boolean`,
  join: sql`
    join ${chatbot} b on b.id = i.chatbot_id and b.owner_id = i.owner_id and b.deleted_at is null
    join ${client} p on p.id = i.client_id and p.owner_id = i.owner_id and p.deleted_at is null`,
  card: {
    responderId: sql`b.id`,
    responderName: sql`b.name`,
    personId: sql`p.id`,
    personName: sql`p.name`,
  },
  lock: sql`for share of b, p`,
  own: sql`insert into ${chatbotSession}
      (session_id, owner_id, chatbot_id, client_id, status, start_time, starts_itself, created_at)
    select id, owner_id, chatbot_id, client_id, chatbot_status, start_time, starts_itself, now
    from created returning session_id, owner_id`,
};

/** Creates chatbot sessions. Returns undefined when there is no such chatbot or client. */
export function chatbotSessionCreates(
  db: Db,
): (fresh: NewChatbotSession) => Promise<ChatbotSessionRow | undefined> {
  const create = prepareCreate(db, spec);
  return async (fresh) => {
    const { id, ownerId, title, chatbotId, clientId, status, startTime, startsItself, now } = fresh;
    const own = {
      chatbot_id: chatbotId,
      client_id: clientId,
      chatbot_status: status,
      start_time: startTime.toISOString(),
      starts_itself: startsItself,
    };
    const created = await create({ id, ownerId, title, status: coreStatusOf(status), own, now });
    if (!created) return undefined;
    return {
      id,
      title,
      chatbotId,
      clientId,
      status,
      startTime,
      startsItself,
      createdAt: now,
      updatedAt: now,
      version: 1,
      endTime: null,
      feedback: null,
      metadata: null,
      dangerAt: null,
      report: null,
    };
  };
}
