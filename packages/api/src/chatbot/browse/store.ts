import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { message, session } from "@parley/db/schema/session";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { union } from "drizzle-orm/pg-core";
import { containsPattern } from "../../session/read/contains.ts";
import { CHATBOT_LIMITS, type ChatbotSessionStatus } from "../schema.ts";
import { type Cursor, createdRange, type SessionFilters } from "./input.ts";

/** A session as a row of the owner's table: without its messages, except the beginning of the last one. */
export type BrowsedSession = {
  id: string;
  title: string | null;
  status: ChatbotSessionStatus;
  chatbot: { id: string; name: string };
  client: { id: string; name: string };
  createdAt: string;
  startTime: string;
  endTime: string | null;
  /** Counts up to `CHATBOT_LIMITS.countedMessages`; that number means "or more". */
  messageCount: number;
  rating: number | null;
  /** The beginning of the newest message, and whether the chatbot wrote it. */
  lastWords: { text: string; isAgent: boolean } | null;
  /** A message of the client suggests that they may harm themselves. */
  danger: boolean;
  /** The chatbot had no answer to at least one message. */
  unanswered: boolean;
};

export type BrowseFilter = SessionFilters & { q?: string | undefined };

const LAST_WORDS_CHARACTERS = 160;

/** The joins of `chatbot_session` with what it refers to. */
export const ofSession = and(
  eq(session.id, chatbotSession.sessionId),
  eq(session.ownerId, chatbotSession.ownerId),
);
export const ofChatbot = and(
  eq(chatbot.id, chatbotSession.chatbotId),
  eq(chatbot.ownerId, chatbotSession.ownerId),
);
export const ofClient = and(
  eq(client.id, chatbotSession.clientId),
  eq(client.ownerId, chatbotSession.ownerId),
);

/** Whether a reply did not answer its message; must match the condition of the index `message_unanswered`. */
export const isUnanswered = sql`(${message.unanswered} or ${message.fallback})`;

const hasUnanswered = sql<boolean>`exists (select 1 from ${message} where ${message.sessionId} = ${chatbotSession.sessionId}
  and ${message.ownerId} = ${chatbotSession.ownerId} and ${isUnanswered})`;

/** The filters as a condition on `chatbot_session`. */
export function matchesFilters(ownerId: string, filters: SessionFilters): SQL | undefined {
  const { status, chatbotId, clientId, rating, danger, unanswered } = filters;
  const { from, to } = createdRange(filters);
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
 * A page of an owner's sessions, newest first, after the cursor. The page is limited on the keys before anything is joined,
 * so that its cost depends on its own rows only.
 */
export async function browseSessions(
  db: Db,
  ownerId: string,
  filter: BrowseFilter,
  { after, limit }: { after: Cursor | undefined; limit: number },
): Promise<BrowsedSession[]> {
  const page = pageKeys(db, ownerId, filter, after, limit).as("page");
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
    .from(page)
    .innerJoin(
      chatbotSession,
      and(eq(chatbotSession.ownerId, ownerId), eq(chatbotSession.sessionId, page.sessionId)),
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
 * The keys of a page's sessions. Titles and clients' names are searched by separate queries, because each has its own index;
 * the page is then taken from the union of the two.
 */
function pageKeys(
  db: Db,
  ownerId: string,
  { q, ...filters }: BrowseFilter,
  after: Cursor | undefined,
  limit: number,
) {
  const afterCursor =
    after &&
    sql`(${chatbotSession.createdAt}, ${chatbotSession.sessionId}) < (${after.at}::timestamptz, ${after.id})`;
  const matches = and(matchesFilters(ownerId, filters), afterCursor);
  const key = { sessionId: chatbotSession.sessionId, createdAt: chatbotSession.createdAt };
  const newestFirst = [desc(chatbotSession.createdAt), desc(chatbotSession.sessionId)] as const;
  if (!q)
    return db
      .select(key)
      .from(chatbotSession)
      .where(matches)
      .orderBy(...newestFirst)
      .limit(limit);
  const pattern = containsPattern(q);
  const byTitle = db
    .select(key)
    .from(chatbotSession)
    .innerJoin(session, ofSession)
    .where(and(matches, sql`${session.kind} = 'chatbot' and ${session.title} ilike ${pattern}`))
    .orderBy(...newestFirst)
    .limit(limit);
  const matchingClients = db
    .select({ id: client.id })
    .from(client)
    .where(and(eq(client.ownerId, ownerId), sql`${client.name} ilike ${pattern}`));
  const byClient = db
    .select(key)
    .from(chatbotSession)
    .where(and(matches, sql`${chatbotSession.clientId} in ${matchingClients}`))
    .orderBy(...newestFirst)
    .limit(limit);
  return union(byTitle, byClient).orderBy(sql`created_at desc`, sql`session_id desc`).limit(limit);
}
