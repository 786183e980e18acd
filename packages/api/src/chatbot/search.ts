import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { message, session } from "@parley/db/schema/session";
import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { searchWords } from "../session/search-words.ts";
import { isWanted } from "./browse.ts";
import type { Place, SessionFilters } from "./browse-input.ts";
import { type Role, SYSTEM_AUTHOR } from "./schema.ts";
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
  const wanted = narrowed(ownerId, search.filters);
  const page = { ownerId, words, search };
  // A rare word is found by the index of words at once; a common one would give it most of the table to sort.
  const near = await keysIn(db, newestOf(ownerId, search.after, wanted), sql``, page);
  const keys = near.length === search.limit ? near : await keysIn(db, sql`${message}`, wanted, page);
  return keys.length === 0 ? [] : readFound(db, ownerId, keys, words);
}

/** The join that leaves only the messages `m` of the sessions that the filters want. */
function narrowed(ownerId: string, filters: SessionFilters): SQL {
  if (Object.values(filters).every((value) => value === undefined)) return sql``;
  return sql`join ${chatbotSession} on ${chatbotSession.sessionId} = m.session_id and ${chatbotSession.ownerId} = m.owner_id
    and ${isWanted(ownerId, filters)}`;
}

const newestOf = (ownerId: string, after: Place | undefined, wanted: SQL) => sql`(
  select m.* from ${message} m ${wanted} where m.owner_id = ${ownerId} and m.id like 'msg_%' ${behind(after)}
  order by m.created_at desc, m.id desc limit ${sql.raw(String(NEWEST_LOOKED_THROUGH))})`;

const behind = (after: Place | undefined) =>
  after ? sql`and (m.created_at, m.id) < (${after.at}::timestamptz, ${after.id})` : sql``;

type Page = { ownerId: string; words: readonly string[]; search: Search };

/** The ids of a page, among the messages of `source`. */
async function keysIn(db: Db, source: SQL, wanted: SQL, { ownerId, words, search }: Page): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select m.id from ${source} m ${wanted}
    where m.owner_id = ${ownerId} and ${holds(ownerId, words)} ${behind(search.after)}
    order by m.created_at desc, m.id desc limit ${search.limit}`);
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
      ...{ id: message.id, sessionId: message.sessionId, title: session.title },
      chatbot: { id: chatbot.id, name: chatbot.name },
      client: { id: client.id, name: client.name },
      ...{ isAgent: message.isAgent, authorId: message.authorId },
      ...{ createdAt: message.createdAt, content: message.content },
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

/** The condition as the index `message_words` has it: the owner's id is one of the words. */
function holds(ownerId: string, words: readonly string[]): SQL {
  const last = words.at(-1) ?? "";
  const asked = sql.join(
    [
      ...words.slice(0, -1).map((word) => sql`plainto_tsquery('simple', ${word})`),
      // As the parser sees it, or as it stands: it takes "ann@exa" apart, and keeps "ann@example.com" whole.
      sql`(plainto_tsquery('simple', ${last}) || (${lexeme(last.toLowerCase())} || ':*')::tsquery)`,
    ],
    sql` && `,
  );
  const owned = sql`m.id like 'msg_%' and
    (array_to_tsvector(array[m.owner_id]) || to_tsvector('simple', m.content)) @@ (${lexeme(ownerId)}::tsquery && ${asked})`;
  // A word that is how the owner's id begins stands in each of their messages, as far as the index knows.
  const meetsId = words.some((word) => ownerId.startsWith(word.toLowerCase()) || word.includes(ownerId));
  return meetsId ? sql`${owned} and to_tsvector('simple', m.content) @@ (${asked})` : owned;
}

/** A word in quotes, as the text of a tsquery has it. */
const lexeme = (word: string) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
