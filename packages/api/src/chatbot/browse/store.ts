import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { message, session } from "@parley/db/schema/session";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { union } from "drizzle-orm/pg-core";
import { CHATBOT_LIMITS, type ChatbotSessionStatus } from "../schema.ts";
import { partOf } from "../store.ts";
import { momentsOf, type Place, type SessionFilters } from "./input.ts";

/** A session as a row of the owner's table: without what was said in it, but for the last words. */
export type BrowsedSession = {
  id: string;
  title: string | null;
  status: ChatbotSessionStatus;
  chatbot: { id: string; name: string };
  client: { id: string; name: string };
  createdAt: string;
  startTime: string;
  endTime: string | null;
  /** At the most `CHATBOT_LIMITS.countedMessages`, which stands for that many or more. */
  messageCount: number;
  rating: number | null;
  /** The beginning of the newest message, and who said it. */
  lastWords: { text: string; isAgent: boolean } | null;
  /** The client wrote something that points to danger to themselves. */
  danger: boolean;
  /** The chatbot had no answer to something. */
  unanswered: boolean;
};

export type BrowseFilter = SessionFilters & { q?: string | undefined };

const LAST_WORDS_CHARACTERS = 160;

const ofSession = and(eq(session.id, chatbotSession.sessionId), eq(session.ownerId, chatbotSession.ownerId));
const ofChatbot = and(eq(chatbot.id, chatbotSession.chatbotId), eq(chatbot.ownerId, chatbotSession.ownerId));
const ofClient = and(eq(client.id, chatbotSession.clientId), eq(client.ownerId, chatbotSession.ownerId));

/** Whether a reply did not help; the condition of the index `message_unanswered`. */
export const isUnanswered = sql`(${message.unanswered} or ${message.fallback})`;

const hasUnanswered = sql<boolean>`exists (select 1 from ${message} where ${message.sessionId} = ${chatbotSession.sessionId}
  and ${message.ownerId} = ${chatbotSession.ownerId} and ${isUnanswered})`;

/** The filters as a condition over `chatbot_session`. */
export function isWanted(ownerId: string, filters: SessionFilters): SQL | undefined {
  const { status, chatbotId, clientId, rating, danger, unanswered } = filters;
  const { from, to } = momentsOf(filters);
  return and(
    eq(chatbotSession.ownerId, ownerId),
    status && eq(chatbotSession.status, status),
    chatbotId === undefined ? undefined : eq(chatbotSession.chatbotId, chatbotId),
    clientId === undefined ? undefined : eq(chatbotSession.clientId, clientId),
    from === undefined ? undefined : sql`${chatbotSession.createdAt} >= ${from}::timestamptz`,
    to === undefined ? undefined : sql`${chatbotSession.createdAt} <= ${to}::timestamptz`,
    rating === undefined ? undefined : sql`(${chatbotSession.feedback}->>'rating')::int = ${rating}`,
    danger && sql`${chatbotSession.dangerAt} is not null`,
    unanswered && hasUnanswered,
  );
}

/**
 * A page of an owner's sessions, newest first, behind `after`. The page is cut on the narrow rows before anything is read for
 * what it shows, so that its cost is that of its own rows.
 */
export async function browseSessions(
  db: Db,
  ownerId: string,
  filter: BrowseFilter,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<BrowsedSession[]> {
  const cut = keysOf(db, ownerId, filter, after, limit).as("cut");
  const rows = await db
    .select({
      id: session.id,
      title: session.title,
      status: chatbotSession.status,
      chatbot: { id: chatbot.id, name: chatbot.name },
      client: { id: client.id, name: client.name },
      createdAt: chatbotSession.createdAt,
      startTime: chatbotSession.startTime,
      endTime: chatbotSession.endTime,
      messageCount: counted,
      rating: sql<number | null>`(${chatbotSession.feedback}->>'rating')::int`,
      lastWords,
      danger: sql<boolean>`${chatbotSession.dangerAt} is not null`,
      unanswered: hasUnanswered,
    })
    .from(cut)
    .innerJoin(
      chatbotSession,
      and(eq(chatbotSession.ownerId, ownerId), eq(chatbotSession.sessionId, cut.sessionId)),
    )
    .innerJoin(session, ofSession)
    .innerJoin(chatbot, ofChatbot)
    .innerJoin(client, ofClient)
    .orderBy(desc(chatbotSession.createdAt), desc(chatbotSession.sessionId));
  return rows.map(({ createdAt, startTime, endTime, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    startTime: startTime.toISOString(),
    endTime: endTime?.toISOString() ?? null,
  }));
}

const asJson = (value: unknown) =>
  (typeof value === "string" ? JSON.parse(value) : value) as NonNullable<BrowsedSession["lastWords"]>;
const inThisSession = sql`m.session_id = ${chatbotSession.sessionId} and m.owner_id = ${chatbotSession.ownerId}`;
const counted = sql<number>`(select count(*)::int from (
  select 1 from ${message} m where ${inThisSession} limit ${sql.raw(String(CHATBOT_LIMITS.countedMessages))}) counted)`;
const lastWords = sql<BrowsedSession["lastWords"]>`(
  select json_build_object('text', left(m.content, ${sql.raw(String(LAST_WORDS_CHARACTERS))}), 'isAgent', m.is_agent)
  from ${message} m where ${inThisSession} order by m.created_at desc limit 1)`.mapWith(asJson);

/**
 * Which sessions stand on the page. Titles and names of clients are looked through apart: each way has its own index, and
 * a page of both is the newest of the two pages.
 */
function keysOf(
  db: Db,
  ownerId: string,
  { q, ...filters }: BrowseFilter,
  after: Place | undefined,
  limit: number,
) {
  const behind =
    after &&
    sql`(${chatbotSession.createdAt}, ${chatbotSession.sessionId}) < (${after.at}::timestamptz, ${after.id})`;
  const wanted = and(isWanted(ownerId, filters), behind);
  const key = { sessionId: chatbotSession.sessionId, createdAt: chatbotSession.createdAt };
  const newest = [desc(chatbotSession.createdAt), desc(chatbotSession.sessionId)] as const;
  if (!q)
    return db
      .select(key)
      .from(chatbotSession)
      .where(wanted)
      .orderBy(...newest)
      .limit(limit);
  const part = partOf(q);
  const byTitle = db
    .select(key)
    .from(chatbotSession)
    .innerJoin(session, ofSession)
    .where(and(wanted, sql`${session.kind} = 'chatbot' and ${session.title} ilike ${part}`))
    .orderBy(...newest)
    .limit(limit);
  const named = db
    .select({ id: client.id })
    .from(client)
    .where(and(eq(client.ownerId, ownerId), sql`${client.name} ilike ${part}`));
  const byClient = db
    .select(key)
    .from(chatbotSession)
    .where(and(wanted, sql`${chatbotSession.clientId} in ${named}`))
    .orderBy(...newest)
    .limit(limit);
  return union(byTitle, byClient).orderBy(sql`created_at desc`, sql`session_id desc`).limit(limit);
}
