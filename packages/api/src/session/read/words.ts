import type { Db } from "@parley/db/client";
import { isForeignKeyViolation } from "@parley/db/errors";
import { event, message, messageWords, participant, session } from "@parley/db/schema/session";
import { type SQL, sql } from "drizzle-orm";
import { recordset } from "../../batch/records.ts";
import { searchWords } from "../search-words.ts";

const BATCH = 200;
/** Postgres refuses to index more than 1 MB of words in one value. */
const INDEXED_CHARACTERS = 200_000;

/**
 * Adds the messages of up to 200 sessions to the search index that are not in it yet. Safe to run in several processes.
 * @param userId only the sessions that this person owns or takes part in.
 * @returns how many sessions had such messages.
 */
async function indexBatch(db: Db, userId?: string): Promise<number> {
  const columns = sql`s.id, s.owner_id, s.seq, s.indexed_seq`;
  const all = sql`select ${columns} from ${session} s where s.seq > s.indexed_seq`;
  // Apart, so that each is read from an index.
  const ofPerson = sql`${all} and s.owner_id = ${userId} union all
    select ${columns} from ${participant} p join ${session} s on s.id = p.session_id and s.owner_id = p.owner_id
    where p.user_id = ${userId} and p.left_at is null and s.seq > s.indexed_seq`;
  const due = await db.execute<{ id: string; owner_id: string; seq: number; indexed_seq: number }>(
    sql`${userId === undefined ? all : ofPerson} limit ${BATCH}`,
  );
  if (due.length === 0) return 0;
  const input = JSON.stringify(
    due.map(({ id, owner_id, seq, indexed_seq }) => ({ id, owner_id, seq, indexed_seq })),
  );
  const sessions = recordset("id text, owner_id text, seq integer, indexed_seq integer", sql`${input}`);
  // Without the sessions' locks: parsing the words must not hold up their next messages. Messages that are being removed are
  // left out, so that this waits for no removal; in one order, so that two processes that insert the same rows don't deadlock.
  const insert = db.execute(sql`
    insert into ${messageWords} (message_id, owner_id, session_id, kind, words, created_at)
    select id, owner_id, session_id, kind,
      array_to_tsvector(array[owner_id::text]) || to_tsvector('simple', left(content, ${INDEXED_CHARACTERS}::int)), created_at
    from (
      select m.* from ${sessions}
      join ${event} e on e.session_id = i.id and e.owner_id = i.owner_id and e.seq > i.indexed_seq and e.seq <= i.seq
      join ${message} m on m.id = e.message_id and m.owner_id = e.owner_id
      for key share of m skip locked) m
    order by owner_id, session_id, seq
    on conflict do nothing`);
  try {
    await insert;
  } catch (error) {
    // A session was removed meanwhile, with its messages. The others come with the next run.
    if (isForeignKeyViolation(error, "message_words_message")) return 0;
    throw error;
  }
  // Not where a message was left out: its removal may have been rolled back.
  await db.execute(sql`
    update ${session} set indexed_seq = i.seq from ${sessions}
    where session.id = i.id and session.owner_id = i.owner_id and session.indexed_seq < i.seq
      and (session.id, session.owner_id) in (
        select s.id, s.owner_id from ${sessions} join ${session} s on s.id = i.id and s.owner_id = i.owner_id
        where not exists (
          select from ${event} e join ${message} m on m.id = e.message_id and m.owner_id = e.owner_id
          where e.session_id = i.id and e.owner_id = i.owner_id and e.seq > i.indexed_seq and e.seq <= i.seq
            and not exists (select from ${messageWords} w where w.message_id = m.id and w.owner_id = m.owner_id))
        for update of s skip locked)`);
  return due.length;
}

/** How much of the backlog one run adds at most to the index, so that it never competes with requests for long. */
const BATCHES_PER_RUN = 5;

/**
 * Brings the search index up to date, a part of the backlog at a time.
 * @param userId only with what this person owns or takes part in: before their search, so that it finds what was stored a
 *   moment ago.
 */
export async function indexMessages(db: Db, userId?: string): Promise<void> {
  for (let batch = 0; batch < BATCHES_PER_RUN; batch += 1) {
    if ((await indexBatch(db, userId)) < BATCH) return;
  }
}

/** A search that matches more sessions than this is too wide to be read to its end. */
const FOUND_SESSIONS = 2_000;

/**
 * The ids of the sessions that a person owns or takes part in with a message in which every word of `q` occurs, the last one also
 * as a beginning; for a room that of its session. The newest 2,000 by their messages.
 */
export async function sessionsWithWords(db: Db, q: string, userId: string): Promise<string[]> {
  const words = searchWords(q);
  if (words.length === 0) return [];
  const joined = sql`from participant p where p.user_id = ${userId} and p.left_at is null`;
  // By the ids of the owners, as in an owner's own search: the index then reads no other owner's messages.
  const owners = sql`(select string_agg(distinct quote_literal(p.owner_id), '|')::tsquery ${joined})`;
  // Two selects, so that each is read from the index of words.
  const rows = await db.execute<{ id: string }>(sql`
    select coalesce(s.parent_id, s.id) as id from (
      select session_id, owner_id, max(created_at) as at from (
        select w.session_id, w.owner_id, w.created_at from ${messageWords} w where ${ownWords(userId, words)}
        union all
        select w.session_id, w.owner_id, w.created_at from ${messageWords} w
        where w.words @@ (${owners} && ${queryOf(words)})
          and (w.session_id, w.owner_id) in (select p.session_id, p.owner_id ${joined})) matching
      group by 1, 2 order by at desc limit ${FOUND_SESSIONS}) f
    join ${session} s on s.id = f.session_id and s.owner_id = f.owner_id`);
  return rows.map(({ id }) => id);
}

/** The condition over `message_words w` for a search in one owner's sessions. */
export function ownWords(ownerId: string, words: readonly string[]): SQL {
  const query = queryOf(words);
  // The words of another owner's message may hold this owner's id, too.
  const owned = sql`w.owner_id = ${ownerId} and w.words @@ (${lexeme(ownerId)}::tsquery && ${query})`;
  // The index holds the owner's id as a word of each message; a search for it must look at the text itself.
  const meetsId = words.some((word) => ownerId.startsWith(word.toLowerCase()) || word.includes(ownerId));
  return meetsId
    ? sql`${owned} and (select to_tsvector('simple', m.content) @@ (${query}) from ${message} m where m.id = w.message_id and m.owner_id = w.owner_id)`
    : owned;
}

function queryOf(words: readonly string[]): SQL {
  const last = words.at(-1) ?? "";
  return sql.join(
    [
      ...words.slice(0, -1).map((word) => sql`plainto_tsquery('simple', ${word})`),
      // As the parser splits it, or as a prefix: it splits "ann@exa" and keeps "ann@example.com" whole.
      sql`(plainto_tsquery('simple', ${last}) || (${lexeme(last.toLowerCase())} || ':*')::tsquery)`,
    ],
    sql` && `,
  );
}

/** A word in quotes, as the text of a tsquery has it. */
const lexeme = (word: string) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
