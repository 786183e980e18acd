import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { message, messageWords, session } from "@parley/db/schema/session";
import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { indexMessages, ownWords } from "../../session/read/words.ts";
import { searchWords } from "../../session/search-words.ts";
import type { Cursor, SessionFilters } from "../browse/input.ts";
import { matchesFilters, ofChatbot, ofClient, ofSession } from "../browse/store.ts";
import { type Role, SYSTEM_AUTHOR } from "../schema.ts";
import { type Snippet, snippetOf } from "./snippet.ts";

/** A message that matches a search. */
export type FoundMessage = {
  id: string;
  sessionId: string;
  title: string | null;
  chatbot: { id: string; name: string };
  client: { id: string; name: string };
  role: Role;
  createdAt: string;
  snippet: Snippet;
};

type Search = { q: string; filters: SessionFilters; after: Cursor | undefined; limit: number };

/**
 * How many of the newest messages are scanned before the word index is used. They contain a full page of matches if at
 * least one message in thirty matches.
 */
const SCANNED_NEWEST = 1_000;

/**
 * The messages of an owner's sessions that contain every word of `q`, the last one also as a prefix; newest first. A search
 * without words finds nothing.
 */
export async function searchMessages(db: Db, ownerId: string, search: Search): Promise<FoundMessage[]> {
  const words = searchWords(search.q);
  if (words.length === 0) return [];
  await indexMessages(db, ownerId);
  const filterJoin = joinFiltered(ownerId, search.filters);
  const page = { ownerId, words, search };
  // The word index is fast for rare words; for a common word it would return most of the table, which must then be
  // sorted.
  const newest = newestMessages(ownerId, search.after, filterJoin);
  const recent = await keysIn(db, newest, sql``, page);
  const keys =
    recent.length === search.limit ? recent : await keysIn(db, sql`${messageWords}`, filterJoin, page);
  return keys.length === 0 ? [] : readFound(db, ownerId, keys, words);
}

/** A join that keeps only the messages `w` of sessions that match the filters. */
function joinFiltered(ownerId: string, filters: SessionFilters): SQL {
  if (Object.values(filters).every((value) => value === undefined)) return sql``;
  return sql`join ${chatbotSession} on ${chatbotSession.sessionId} = w.session_id and ${chatbotSession.ownerId} = w.owner_id
    and ${matchesFilters(ownerId, filters)}`;
}

const newestMessages = (ownerId: string, after: Cursor | undefined, filterJoin: SQL) => sql`(
  select w.* from ${messageWords} w ${filterJoin} where w.owner_id = ${ownerId} and w.kind = 'chatbot' ${afterCursor(after)}
  order by w.created_at desc, w.message_id desc limit ${sql.raw(String(SCANNED_NEWEST))})`;

const afterCursor = (after: Cursor | undefined) =>
  after ? sql`and (w.created_at, w.message_id) < (${after.at}::timestamptz, ${after.id})` : sql``;

type Page = { ownerId: string; words: readonly string[]; search: Search };

/** The ids of a page of matches among the rows of `source`. */
async function keysIn(
  db: Db,
  source: SQL,
  filterJoin: SQL,
  { ownerId, words, search }: Page,
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select w.message_id as id from ${source} w ${filterJoin}
    where w.owner_id = ${ownerId} and w.kind = 'chatbot' and ${ownWords(ownerId, words)} ${afterCursor(search.after)}
    order by w.created_at desc, w.message_id desc limit ${search.limit}`);
  return rows.map(({ id }) => id);
}

async function readFound(
  db: Db,
  ownerId: string,
  keys: string[],
  words: readonly string[],
): Promise<FoundMessage[]> {
  const rows = await db
    .select({
      id: message.id,
      sessionId: message.sessionId,
      title: session.title,
      chatbot: { id: chatbot.id, name: chatbot.name },
      client: { id: client.id, name: client.name },
      isAgent: message.isAgent,
      authorId: message.authorId,
      createdAt: message.createdAt,
      content: message.content,
    })
    .from(message)
    .innerJoin(
      chatbotSession,
      and(eq(chatbotSession.sessionId, message.sessionId), eq(chatbotSession.ownerId, ownerId)),
    )
    .innerJoin(session, ofSession)
    .innerJoin(chatbot, ofChatbot)
    .innerJoin(client, ofClient)
    .where(and(inArray(message.id, keys), eq(message.ownerId, ownerId)))
    .orderBy(desc(message.createdAt), desc(message.id));
  return rows.map(({ isAgent, authorId, createdAt, content, ...row }) => ({
    ...row,
    role: isAgent ? "assistant" : authorId === SYSTEM_AUTHOR ? "system" : "user",
    createdAt: createdAt.toISOString(),
    snippet: snippetOf(content, words),
  }));
}
