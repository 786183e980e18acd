import type { Db, Queryable } from "@parley/db/client";
import type { JsonObject } from "@parley/db/schema/columns";
import { event, type SessionStatus, session } from "@parley/db/schema/session";
import { type SQL, sql } from "drizzle-orm";
import { recordset } from "../../batch/records.ts";
import { batchStatement, type LockMode, lockRows } from "../../batch/statement.ts";
import type { ResultColumns, ValueOf } from "./append.ts";

/** A session to create, with the values of the kind's own input columns. */
export type NewSession = {
  id: string;
  ownerId: string;
  title: string | null;
  metadata?: JsonObject;
  status?: SessionStatus;
  /** The shared session, for a room. */
  parent?: { id: string; ownerId: string };
  own?: JsonObject;
  now: Date;
};

const INPUT_COLUMNS = `id text, owner_id text, title text, metadata jsonb, status text, parent_id text,
  parent_owner_id text, now timestamptz`;

const recordOf = (fresh: NewSession): JsonObject => ({
  id: fresh.id,
  owner_id: fresh.ownerId,
  title: fresh.title,
  metadata: fresh.metadata ?? {},
  status: fresh.status ?? "active",
  parent_id: fresh.parent?.id ?? null,
  parent_owner_id: fresh.parent?.ownerId ?? null,
  now: fresh.now.toISOString(),
  ...fresh.own,
});

/** What a kind adds to the statement that creates sessions. In its SQL, `i` is the input record. */
export type CreateSpec<R extends ResultColumns = ResultColumns> = {
  /** The kind's name, and that of the prepared statement. */
  kind: string;
  /** The kind's input columns, as `name type, …`. */
  inputColumns: string;
  /** Joins what the session refers to. A record without a match creates nothing. */
  join?: SQL;
  /** What the inbox shows of the session; each an expression over `i` and the joined rows. */
  card: Record<"responderId" | "responderName", SQL> & Partial<Record<"personId" | "personName", SQL>>;
  /** Whether the owner takes part in the conversation, an expression over `i`; by default they don't. */
  ownerTakesPart?: SQL;
  /** Locks joined rows, so that a name that changes meanwhile is not copied: `for share of g`. */
  lock?: SQL;
  /** Inserts the kind's row for each record of `created`; `returning` must hold `session_id` and `owner_id`. */
  own: SQL;
  /** When the session ends, an expression over `own`. */
  endsAt?: SQL;
  /** What the caller gets back beside the keys, from `own`. */
  result?: R;
};

const NULL = sql`null`;

function createStatement<R extends ResultColumns>(
  on: Queryable,
  spec: CreateSpec<R>,
  lockMode: LockMode,
  input?: SQL,
) {
  const { card, join, lock, endsAt } = spec;
  const part = (name: string, statement: SQL) => on.$with(name, {}).as(statement);
  const created = part(
    "created",
    sql`select i.*, ${card.responderId}::text as responder_id, ${card.responderName}::text as responder_name,
        ${card.personId ?? NULL}::text as person_id, ${card.personName ?? NULL}::text as person_name,
        ${spec.ownerTakesPart ?? sql`false`} as owner_takes_part
      from ${recordset(`${INPUT_COLUMNS}, ${spec.inputColumns}`, input)} ${join ?? sql``}
      ${lock ? lockRows(lock, lockMode) : sql``}`,
  );
  const keys = { sessionId: event.sessionId, ownerId: event.ownerId };
  const own = on.$with("own", { ...keys, ...spec.result }).as(spec.own);
  const base = part(
    "base",
    sql`insert into ${session} (id, owner_id, kind, parent_id, parent_owner_id, title, metadata, status, ends_at,
        responder_id, responder_name, person_id, person_name, owner_takes_part, seq, indexed_seq, created_at, updated_at, last_message_at,
        read_seq)
      select c.id, c.owner_id, ${sql.raw(`'${spec.kind}'`)}, c.parent_id, c.parent_owner_id, c.title, c.metadata, c.status,
        ${endsAt ?? sql`null::timestamptz`}, c.responder_id, c.responder_name, c.person_id, c.person_name, c.owner_takes_part, 1, 1, c.now, c.now,
        c.now, 1
      from created c join own on own.session_id = c.id and own.owner_id = c.owner_id`,
  );
  const published = part(
    "published",
    sql`insert into ${event} (session_id, owner_id, seq, type, created_at)
      select c.id, c.owner_id, 1, 'session.created', c.now from created c`,
  );
  return on.with(created, own, base, published).select().from(own);
}

/** The keys of a created session, with what the kind returns. */
type Created<R extends ResultColumns> = { sessionId: string; ownerId: string } & {
  [K in keyof R]: ValueOf<R[K]>;
};

/**
 * Prepares the statement that creates a kind's sessions: the session, the kind's row and the first event. Concurrent ones
 * share one statement.
 * @returns creates a session; undefined where what it refers to does not exist. Rejects with a unique violation when the id
 *   is taken.
 */
export function prepareCreate<R extends ResultColumns>(
  db: Db,
  spec: CreateSpec<R>,
): (fresh: NewSession) => Promise<Created<R> | undefined> {
  return batchStatement<NewSession, Created<R>>({
    prepare: (mode, suffix) =>
      createStatement(db, spec, mode).prepare(`${spec.kind}_session_create_${suffix}`),
    recordOf,
    keyOf: ({ id, ownerId }) => `${ownerId} ${id}`,
    keyOfRow: ({ sessionId, ownerId }) => `${ownerId} ${sessionId}`,
  });
}

/** The same within a transaction of the caller's: for sessions that are created together, as a shared one with its rooms. */
export async function createIn<R extends ResultColumns>(
  on: Queryable,
  spec: CreateSpec<R>,
  fresh: NewSession,
): Promise<Created<R> | undefined> {
  const [row] = (await createStatement(
    on,
    spec,
    "wait",
    sql`${JSON.stringify([recordOf(fresh)])}`,
  )) as Created<R>[];
  return row;
}
