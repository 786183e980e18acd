import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { message, messageWords, session } from "@parley/db/schema/session";
import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { indexMessagesOf, ownWords } from "../../session/read/words.ts";
import { searchWords } from "../../session/search-words.ts";
import type { Place, SessionFilters } from "../browse/input.ts";
import { isWanted } from "../browse/store.ts";
import { type Role, SYSTEM_AUTHOR } from "../schema.ts";
import { type Snippet, snippetOf } from "./snippet.ts";

/** A message in which all the words occur. */
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

type Search = { q: string; filters: SessionFilters; after: Place | undefined; limit: number };

/** A word that stands in one message of thirty or more fills a page from so many of the newest. */
const NEWEST_LOOKED_THROUGH = 1_000;

/**
 * The messages of an owner's sessions in which every word of `q` occurs, the last also as a beginning; newest first. A search
 * without words finds none.
 */
export async function searchMessages(db: Db, ownerId: string, search: Search): Promise<FoundMessage[]> {
  const words = searchWords(search.q);
  if (words.length === 0) return [];
  await indexMessagesOf(db, ownerId);
  const wanted = narrowed(ownerId, search.filters);
  const page = { ownerId, words, search };
  // A rare word is found by the index of words at once; a common one would give it most of the table to sort.
  const near = await keysIn(db, newestOf(ownerId, search.after, wanted), sql``, page);
  const keys = near.length === search.limit ? near : await keysIn(db, sql`${messageWords}`, wanted, page);
  return keys.length === 0 ? [] : readFound(db, ownerId, keys, words);
}

/** The join that leaves only the messages `m` of the sessions that the filters want. */
function narrowed(ownerId: string, filters: SessionFilters): SQL {
  if (Object.values(filters).every((value) => value === undefined)) return sql``;
  return sql`join ${chatbotSession} on ${chatbotSession.sessionId} = w.session_id and ${chatbotSession.ownerId} = w.owner_id
    and ${isWanted(ownerId, filters)}`;
}

const newestOf = (ownerId: string, after: Place | undefined, wanted: SQL) => sql`(
  select w.* from ${messageWords} w ${wanted} where w.owner_id = ${ownerId} and w.kind = 'chatbot' ${behind(after)}
  order by w.created_at desc, w.message_id desc limit ${sql.raw(String(NEWEST_LOOKED_THROUGH))})`;

const behind = (after: Place | undefined) =>
  after ? sql`and (w.created_at, w.message_id) < (${after.at}::timestamptz, ${after.id})` : sql``;

type Page = { ownerId: string; words: readonly string[]; search: Search };

/** The ids of a page, among the messages of `source`. */
async function keysIn(db: Db, source: SQL, wanted: SQL, { ownerId, words, search }: Page): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select w.message_id as id from ${source} w ${wanted}
    where w.owner_id = ${ownerId} and w.kind = 'chatbot' and ${ownWords(ownerId, words)} ${behind(search.after)}
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
    .innerJoin(session, and(eq(session.id, message.sessionId), eq(session.ownerId, ownerId)))
    .innerJoin(
      chatbotSession,
      and(eq(chatbotSession.sessionId, message.sessionId), eq(chatbotSession.ownerId, ownerId)),
    )
    .innerJoin(chatbot, and(eq(chatbot.id, chatbotSession.chatbotId), eq(chatbot.ownerId, ownerId)))
    .innerJoin(client, and(eq(client.id, chatbotSession.clientId), eq(client.ownerId, ownerId)))
    .where(and(inArray(message.id, keys), eq(message.ownerId, ownerId)))
    .orderBy(desc(message.createdAt), desc(message.id));
  return rows.map(({ isAgent, authorId, createdAt, content, ...row }) => ({
    ...row,
    role: isAgent ? "assistant" : authorId === SYSTEM_AUTHOR ? "system" : "user",
    createdAt: createdAt.toISOString(),
    snippet: snippetOf(content, words),
  }));
}
