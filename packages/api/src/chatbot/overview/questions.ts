import type { Db } from "@parley/db/client";
import { chatbotSession } from "@parley/db/schema/chatbot";
import { message } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";
import { isUnanswered } from "../browse/store.ts";

/**
 * A question of clients that a chatbot had no answer to. Questions are grouped ignoring case, spaces and punctuation.
 */
export type UnansweredQuestion = {
  /** The text of the newest message in the group. */
  text: string;
  /** How many messages are in the group. */
  count: number;
  lastAskedAt: string;
  /** Sessions and messages of the group, newest first, at most {@link SESSIONS_SHOWN}. */
  sessions: { id: string; messageId: string }[];
};

type Range = { ownerId: string; bounds: Date[]; chatbotId: string | undefined };

const QUESTIONS_SHOWN = 50;
const SESSIONS_SHOWN = 5;
const TEXT_CHARACTERS = 300;

type Row = {
  text: string;
  count: number;
  last: string;
  sessions: string[];
  messages: string[];
  questions: number;
};

/** Unanswered questions whose reply was stored within these days, newest first, and their total number. */
export async function unansweredQuestions(
  db: Db,
  { ownerId, bounds, chatbotId }: Range,
): Promise<{ total: number; items: UnansweredQuestion[] }> {
  const [from, to] = [bounds[0], bounds.at(-1)];
  if (!from || !to) throw new Error("a range of days has a beginning and an end");
  const ofChatbot =
    chatbotId === undefined
      ? sql``
      : sql`join ${chatbotSession} s on s.session_id = ${message.sessionId} and s.owner_id = ${message.ownerId}
          and s.chatbot_id = ${chatbotId}`;
  const rows = await db.execute<Row>(sql`
    with question as (
      select q.session_id, q.id, q.created_at, left(q.content, ${TEXT_CHARACTERS}::int) as text,
        btrim(regexp_replace(lower(left(q.content, ${TEXT_CHARACTERS}::int)), '[[:space:][:punct:]]+', ' ', 'g')) as folded
      from ${message} ${ofChatbot}
      join message q on q.id = ${message.replyTo} and q.owner_id = ${message.ownerId}
      where ${message.ownerId} = ${ownerId} and ${isUnanswered}
        and ${message.createdAt} >= ${from.toISOString()}::timestamptz and ${message.createdAt} < ${to.toISOString()}::timestamptz)
    select (array_agg(text order by created_at desc))[1] as text, count(*)::int as count,
      to_char(max(created_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last,
      (array_agg(session_id order by created_at desc))[1:${sql.raw(String(SESSIONS_SHOWN))}] as sessions,
      (array_agg(id order by created_at desc))[1:${sql.raw(String(SESSIONS_SHOWN))}] as messages,
      (count(*) over ())::int as questions
    from question group by folded order by max(created_at) desc, folded limit ${QUESTIONS_SHOWN}`);
  return {
    total: rows[0]?.questions ?? 0,
    items: rows.map(({ text, count, last, sessions, messages }) => ({
      text,
      count,
      lastAskedAt: last,
      sessions: sessions.map((id, index) => ({ id, messageId: messages[index] ?? "" })),
    })),
  };
}
