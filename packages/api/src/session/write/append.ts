import type { Db, Queryable } from "@parley/db/client";
import type { JsonObject } from "@parley/db/schema/columns";
import { event, type MessageStatus, message, reply, session } from "@parley/db/schema/session";
import { Column, is, type SQL, sql } from "drizzle-orm";
import { recordset } from "../../batch/records.ts";
import { batchStatement, type LockMode, lockRows } from "../../batch/statement.ts";
import type { Attachment, Json } from "../schema.ts";
import { readPastEvent } from "./read-state.ts";

/** A message to store, before it has its number and its time. */
export type NewMessage = {
  id: string;
  sessionId: string;
  ownerId: string;
  authorId: string;
  isAgent: boolean;
  content: string;
  attachments?: Attachment[];
  metadata?: Record<string, Json>;
  status?: MessageStatus;
  fallback?: boolean;
  unanswered?: boolean;
  /** The message that this one answers. */
  replyTo?: string;
  /** The session's title, if it has none. */
  title?: string;
  /** Whether a reply to this message is enqueued with it. */
  enqueueReply?: boolean;
  /** Stores nothing unless this is the session's newest event number: the caller decided on what it read at that event. */
  expectedSeq?: number;
  /** The attempt of the claim that a finished reply ends. */
  claimedAttempt?: number;
  /** Values of the kind's own input columns. */
  own?: JsonObject;
  at: Date;
};

const INPUT_COLUMNS = `session_id text, owner_id text, id text, at timestamptz, author_id text, is_agent boolean,
  content text, attachments jsonb, metadata jsonb, status text, fallback boolean, unanswered boolean, reply_to text,
  title text, enqueue_reply boolean, expected_seq integer, claimed_attempt integer`;

function recordOf(fresh: NewMessage): JsonObject {
  return {
    session_id: fresh.sessionId,
    owner_id: fresh.ownerId,
    id: fresh.id,
    at: fresh.at.toISOString(),
    author_id: fresh.authorId,
    is_agent: fresh.isAgent,
    content: fresh.content,
    attachments: fresh.attachments ?? [],
    metadata: fresh.metadata ?? {},
    status: fresh.status ?? "complete",
    fallback: fresh.fallback ?? false,
    unanswered: fresh.unanswered ?? false,
    reply_to: fresh.replyTo ?? null,
    title: fresh.title ?? null,
    enqueue_reply: fresh.enqueueReply ?? false,
    expected_seq: fresh.expectedSeq ?? null,
    claimed_attempt: fresh.claimedAttempt ?? null,
    ...fresh.own,
  };
}

/** What a finished reply stores beside its message: input columns and statements over `moved`, as in `AppendSpec`. */
export type ReplyEffects = { inputColumns: string; statements: Record<string, SQL> };

/**
 * What a kind adds to the statement that stores messages. Its SQL refers to the input record as `i`, to the session as `s` and
 * to the kind's row as `k`. The records pass from one part to the next, so that no two parts are joined: each part returns its
 * records (`l.*`) with what it adds.
 */
export type AppendSpec<R extends ResultColumns = ResultColumns> = {
  /** Names the prepared statement. */
  name: string;
  /** The kind's input columns, as `name type, …`; no name of the core's. */
  inputColumns?: string | undefined;
  /** Joins and locks the kind's row: `join agent_session k on …`. Without it only the session is locked. */
  join?: SQL;
  /** Stores nothing where it does not hold. */
  guard?: SQL;
  /** Values of the locked rows that later parts need, as `expression as name`. */
  computed?: SQL;
  /** Stores nothing unless the reply to `replyTo` is claimed with `claimedAttempt`, and ends that claim. */
  endsClaim?: boolean;
  /**
   * Changes the kind's row of each locked session before the session: `update … from locked l where … returning l.*, …`.
   * `session` names the columns of the session that follow from what it returns, as `l`.
   */
  own?: { statement: SQL; session?: Record<string, SQL> };
  /** Why the message needs the session's owner, an `AttentionReason` or null, over `l`. */
  attention?: SQL;
  /** Further changes: statements over `moved`, the records with `new_seq` and `stored_at`. */
  effects?: Record<string, SQL> | undefined;
  /** What the caller gets back beside the message's number and time, from `own`. */
  result?: R;
};

export type ResultColumns = Record<string, Column | SQL.Aliased>;
export type ValueOf<C> = C extends Column ? C["_"]["data"] : C extends SQL.Aliased<infer T> ? T : never;

/** The message's number and time, with what the kind returns. */
export type Appended<R extends ResultColumns> = {
  sessionId: string;
  ownerId: string;
  seq: number;
  createdAt: Date;
} & {
  [K in keyof R]: ValueOf<R[K]>;
};

/**
 * The statement that stores messages, one for each session: locks the sessions, checks the guards, numbers and orders the
 * messages, stores them with their events and what the kind adds, and enqueues replies.
 * @param on the pool, or the transaction that it is part of.
 * @param input the records as JSON; a placeholder where the statement is prepared.
 */
function appendStatement<R extends ResultColumns>(
  on: Queryable,
  spec: AppendSpec<R>,
  lockMode: LockMode,
  input?: SQL,
) {
  const { own, join, guard, computed, endsClaim, effects = {}, result = {} } = spec;
  const columns = spec.inputColumns ? `${INPUT_COLUMNS}, ${spec.inputColumns}` : INPUT_COLUMNS;
  const part = (name: string, statement: SQL) => on.$with(name, {}).as(statement);
  const source = sql.raw(own ? "own" : endsClaim ? "released" : "locked");
  const changed = Object.entries(own?.session ?? {}).map(
    ([column, value]) => sql`, ${sql.identifier(column)} = ${value}`,
  );
  const parts = [
    part(
      "locked",
      // Lateral, so that each session is found by its key whatever Postgres assumes of the number of records.
      sql`select i.*, found.* from ${recordset(columns, input)} cross join lateral (
          select s.kind ${computed ? sql`, ${computed}` : sql``} from ${session} s ${join ?? sql``}
          where s.id = i.session_id and s.owner_id = i.owner_id
            and (i.expected_seq is null or s.seq = i.expected_seq) and ${guard ?? sql`true`}
          ${lockRows(join ? sql`for update of s, k` : sql`for update of s`, lockMode)}) found`,
    ),
    ...(endsClaim
      ? [
          part(
            "released",
            sql`delete from ${reply} r using locked l
              where r.message_id = l.reply_to and r.owner_id = l.owner_id and r.attempt = l.claimed_attempt
              returning l.*`,
          ),
        ]
      : []),
    ...(own ? [part("own", own.statement)] : []),
    part(
      "moved",
      sql`update ${session} set seq = session.seq + 1, version = session.version + 1, updated_at = l.at,
          last_message_at = greatest(session.last_message_at + interval '1 millisecond', l.at),
          title = coalesce(session.title, l.title),
          read_seq = case when l.author_id = session.owner_id then ${readPastEvent} else session.read_seq end,
          attention = ${attentionAfter(spec.attention)}
          ${sql.join(changed)}
        from ${source} l
        where session.id = l.session_id and session.owner_id = l.owner_id
        returning l.*, session.seq as new_seq, session.last_message_at as stored_at`,
    ),
    part(
      "stored",
      sql`insert into ${message} (id, owner_id, session_id, seq, author_id, is_agent, kind, content, attachments, metadata,
          status, fallback, unanswered, reply_to, created_at)
        select id, owner_id, session_id, new_seq, author_id, is_agent, kind, content, attachments, metadata,
          status, fallback, unanswered, reply_to, stored_at from moved`,
    ),
    part(
      "published",
      sql`insert into ${event} (session_id, owner_id, seq, type, message_id, created_at)
        select session_id, owner_id, new_seq, 'message.created', id, stored_at from moved`,
    ),
    part(
      "enqueued",
      // A conflict means that the message is stored already, too: then the statement fails on the message's key.
      sql`insert into ${reply} (message_id, owner_id, session_id, created_at)
        select id, owner_id, session_id, stored_at from moved where enqueue_reply on conflict do nothing`,
    ),
    ...Object.entries(effects).map(([name, statement]) => part(name, statement)),
  ];
  const base = {
    sessionId: message.sessionId,
    ownerId: message.ownerId,
    seq: message.seq,
    createdAt: message.createdAt,
  };
  const returned = Object.values<Column | SQL.Aliased>(result).map(
    (column) => sql`, ${sql.identifier(nameOf(column))}`,
  );
  const appended = on.$with("appended", { ...base, ...result }).as(sql`
    select session_id, owner_id, new_seq as seq, stored_at as created_at ${sql.join(returned)} from moved`);
  return on
    .with(...parts, appended)
    .select()
    .from(appended);
}

/**
 * Why the session needs its owner after the message, over `session` and `l`. Danger stays until the owner has handled it. An owner
 * who takes part in the conversation sees for themselves what a reply lacks.
 */
const attentionAfter = (ofMessage: SQL = sql`null`) => sql`case
  when ${ofMessage} is not null then ${ofMessage}
  when session.owner_takes_part or session.attention = 'danger' then session.attention
  when l.unanswered or l.fallback then 'unanswered'
  when l.status = 'failed' then coalesce(session.attention, 'failed')
  when l.is_agent and l.status = 'complete' then nullif(session.attention, 'failed')
  else session.attention end`;

const sessionKey = ({ sessionId, ownerId }: { sessionId: string; ownerId: string }) =>
  `${ownerId} ${sessionId}`;

const nameOf = (column: Column | SQL.Aliased) => (is(column, Column) ? column.name : column.fieldAlias);

/**
 * Prepares the statement that stores a kind's messages. Concurrent messages of different sessions share one statement.
 * @returns stores a message; undefined where the session is gone or a guard did not hold. Rejects with a unique violation
 *   of `message_id_owner_id_pk` when the id is stored already.
 */
export function prepareAppend<R extends ResultColumns>(
  db: Db,
  spec: AppendSpec<R>,
): (fresh: NewMessage) => Promise<Appended<R> | undefined> {
  return batchStatement<NewMessage, Appended<R>>({
    prepare: (mode, suffix) => appendStatement(db, spec, mode).prepare(`${spec.name}_${suffix}`),
    recordOf,
    keyOf: sessionKey,
    keyOfRow: sessionKey,
  });
}

/** The same within a transaction of the caller's, which holds the session's lock or is about to take it. */
export async function appendIn<R extends ResultColumns>(
  on: Queryable,
  spec: AppendSpec<R>,
  fresh: NewMessage,
): Promise<Appended<R> | undefined> {
  const input = sql`${JSON.stringify([recordOf(fresh)])}`;
  const [row] = (await appendStatement(on, spec, "wait", input)) as Appended<R>[];
  return row;
}
