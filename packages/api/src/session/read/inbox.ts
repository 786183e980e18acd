import type { Db } from "@parley/db/client";
import { event, message, participant, reply, type SessionStatus, session } from "@parley/db/schema/session";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { EnteredSession } from "../access/gate.ts";
import { isParticipant } from "../access/store.ts";
import { statusAt } from "../over.ts";
import { isSession } from "../write/change.ts";

/** A session as the inbox of one person shows it. A session with rooms is shown once, with the person's own room's news. */
export type InboxItem = {
  id: string;
  kind: string;
  title: string | null;
  /** Who answers: an agent, a chatbot, a guide. */
  answeredBy: { id: string; name: string };
  /** Whom the session is with; null where the person has no name here. */
  person: { id: string; name: string } | null;
  /** The beginning of the newest message. */
  preview: string | null;
  status: SessionStatus;
  createdAt: string;
  lastMessageAt: string;
  /** Null where the session does not expire. */
  expiresAt: string | null;
  pinned: boolean;
  archived: boolean;
  unread: boolean;
};

export type InboxFilter = {
  userId: string;
  status: SessionStatus | "ended" | "all";
  archived: boolean;
  kind?: string | undefined;
  /** The id of who answers. */
  responderId?: string | undefined;
  /** The id of whom the session is with. */
  personId?: string | undefined;
  /** A part of the title or of a name, an id, or words of a message. */
  q?: string | undefined;
  /** The sessions in which the words of `q` are found in a message, by `sessionsWithWords`. */
  found?: string[];
};

export type InboxCursor = { at: Date; id: string };
export type InboxStore = ReturnType<typeof inboxStore>;

const PREVIEW_CHARACTERS = 140;
const PINNED_MAX = 100;

/**
 * The inboxes of people: what they own and what they take part in, newest activity first. Reads `session` and `participant`
 * alone, whatever the kinds.
 */
export function inboxStore(db: Db) {
  async function read(select: SQL, order: SQL): Promise<InboxItem[]> {
    const rows = await db.execute<Row>(sql`${select} ${order}`);
    return rows.map(toItem);
  }

  return {
    /** The pinned sessions, all of them. */
    pinned: (filter: InboxFilter, now: Date): Promise<InboxItem[]> =>
      read(
        card(entries(filter, now, sql`pinned_at is not null`, PINNED_MAX), filter.userId, now),
        sql`order by e.at desc, session.id desc`,
      ),

    /** A page of the others, after the cursor. */
    page: (
      filter: InboxFilter,
      cursor: InboxCursor | undefined,
      limit: number,
      now: Date,
    ): Promise<InboxItem[]> => {
      const after = cursor
        ? sql`and (at, id) < (${cursor.at.toISOString()}::timestamptz, ${cursor.id})`
        : sql``;
      return read(
        card(entries(filter, now, sql`pinned_at is null ${after}`, limit), filter.userId, now),
        sql`order by e.at desc, session.id desc`,
      );
    },

    /** One session, and how many replies are queued or being written in it. */
    async item(
      { id, ownerId, viewerId }: Pick<EnteredSession, "id" | "ownerId" | "viewerId">,
      now: Date,
    ): Promise<(InboxItem & { pendingReplies: number }) | undefined> {
      const one = sql`select ${id}::text as id, ${ownerId}::text as owner_id, ${id}::text as source_id,
        ${ownerId}::text as source_owner_id, now() as at`;
      const [[found], pendingReplies] = await Promise.all([
        read(card(one, viewerId, now), sql``),
        db.$count(reply, and(eq(reply.sessionId, id), eq(reply.ownerId, ownerId))),
      ]);
      return found && { ...found, pendingReplies };
    },

    /** Names, pins or archives a session for one person; only an owner's name for it is stored. @returns false when it is gone. */
    async update(
      { id, ownerId, viewerId }: Pick<EnteredSession, "id" | "ownerId" | "viewerId">,
      changes: { title?: string | undefined; pinned?: boolean | undefined; archived?: boolean | undefined },
      now: Date,
    ): Promise<boolean> {
      if (Object.values(changes).every((value) => value === undefined)) return true;
      const timeOf = (on: boolean | undefined) => (on === undefined ? undefined : on ? now : null);
      const view = { pinnedAt: timeOf(changes.pinned), archivedAt: timeOf(changes.archived) };
      if (viewerId !== ownerId) {
        const changed = await db
          .update(participant)
          .set(view)
          .where(isParticipant({ id, ownerId }, viewerId))
          .returning({ userId: participant.userId });
        return changed.length > 0;
      }
      const changed = await db
        .update(session)
        // Pins and the archive are the owner's view: the version, which participants see, rises with the title alone.
        .set({
          ...view,
          title: changes.title,
          version: changes.title === undefined ? undefined : sql`${session.version} + 1`,
          updatedAt: changes.title === undefined ? undefined : now,
        })
        .where(isSession({ id, ownerId }))
        .returning({ id: session.id });
      return changed.length > 0;
    },

    /** Marks all that happened in a session, and in the person's own room of it, as read. */
    async markRead({
      id,
      ownerId,
      viewerId,
    }: Pick<EnteredSession, "id" | "ownerId" | "viewerId">): Promise<void> {
      // Locked in the order of every transaction: a session before its rooms.
      await db.execute(sql`
        with own as (
          select id, owner_id from ${session}
          where owner_id = ${viewerId} and read_seq < seq and (id = ${id} or parent_id = ${id} and parent_owner_id = ${ownerId})
          order by parent_id is not null for update)
        update ${session} set read_seq = seq from own where session.id = own.id and session.owner_id = own.owner_id`);
      if (viewerId === ownerId) return;
      // Apart, so that no transaction holds a participant's row while it waits for a session's.
      await db.execute(sql`
        update ${participant} p set read_seq = s.seq from ${session} s
        where s.id = ${id} and s.owner_id = ${ownerId} and p.session_id = s.id and p.owner_id = s.owner_id
          and p.user_id = ${viewerId} and p.read_seq < s.seq`);
    },

    /** The ids of other owners' sessions that a person takes part in. */
    async participations(userId: string): Promise<string[]> {
      const rows = await db
        .select({ id: participant.sessionId })
        .from(participant)
        .where(and(eq(participant.userId, userId), isNull(participant.leftAt)));
      return rows.map(({ id }) => id);
    },
  };
}

/**
 * The keys of a page of entries: sessions that the person owns, sessions that they take part in, and either by the person's room
 * in it. An entry with a room stands where the newer of the two is.
 *
 * Each of the three is read from an index of the person's own rows. What belongs to such a row is a lateral subquery with
 * `offset 0`, which the planner may not turn around: it would begin with the sessions of everybody.
 * @param behind a condition over `id`, `at` and `pinned_at`.
 */
function entries(filter: InboxFilter, now: Date, behind: SQL, limit: number): SQL {
  const { userId } = filter;
  const wanted = (person: Person) => condition(filter, now, person);
  const ownRoom = sql`from session r where r.parent_id = session.id and r.parent_owner_id = session.owner_id and r.owner_id = ${userId}`;
  const cut = sql`order by at desc, id desc limit ${limit}`;
  const noNewerRoom = sql`not exists (select ${ownRoom} and r.last_message_at > session.last_message_at)`;
  const ofOwner = { id: sql`session.person_id`, name: sql`session.person_name` };
  const ofRoom = personOf(sql`select r.person_id, r.person_name ${ownRoom}`);
  const columns = sql`session.id, session.owner_id, session.id as source_id, session.owner_id as source_owner_id,
    session.last_message_at as at`;
  const sessionOf = (id: SQL, ownerId: SQL) => sql`cross join lateral (
      select s.* from session s where s.id = ${id} and s.owner_id = ${ownerId} offset 0) session`;
  const owned = sql`select id, owner_id, source_id, source_owner_id, at from (
      select ${columns}, session.pinned_at, session.archived_at from session
      where session.owner_id = ${userId} and session.parent_id is null and ${wanted(ofOwner)} and ${noNewerRoom}) owned
    where ${behind} and ${isArchived(filter)} ${cut}`;
  const joined = sql`select id, owner_id, source_id, source_owner_id, at from (
      select ${columns}, p.pinned_at, p.archived_at from participant p ${sessionOf(sql`p.session_id`, sql`p.owner_id`)}
      where p.user_id = ${userId} and p.left_at is null and ${wanted(ofRoom)} and ${noNewerRoom}) joined
    where ${behind} and ${isArchived(filter)} ${cut}`;
  const rooms = sql`select id, owner_id, source_id, source_owner_id, at from (
      select session.id, session.owner_id, r.id as source_id, r.owner_id as source_owner_id, r.last_message_at as at,
        case when p.user_id is null then session.pinned_at else p.pinned_at end as pinned_at,
        case when p.user_id is null then session.archived_at else p.archived_at end as archived_at
      from session r ${sessionOf(sql`r.parent_id`, sql`r.parent_owner_id`)}
      left join lateral (
        select * from participant p where p.session_id = session.id and p.owner_id = session.owner_id and p.user_id = ${userId}
          and p.left_at is null offset 0) p on true
      where r.owner_id = ${userId} and r.parent_id is not null and (session.owner_id = ${userId} or p.user_id is not null)
        and r.last_message_at > session.last_message_at
        and case when p.user_id is null then ${wanted(ofOwner)} else ${wanted(ofRoom)} end) rooms
    where ${behind} and ${isArchived(filter)} ${cut}`;
  return sql`select * from ((${owned}) union all (${joined}) union all (${rooms})) entries ${cut}`;
}

const isArchived = ({ archived }: InboxFilter): SQL =>
  archived ? sql`archived_at is not null` : sql`archived_at is null`;

/** Whom a session is with for its viewer, in SQL over `session`. */
type Person = { id: SQL; name: SQL };

/** For a participant it is the person whom their own room is with, where that names one. */
const personOf = (room: SQL): Person => ({
  id: sql`coalesce((select o.person_id from (${room}) o), session.person_id)`,
  name: sql`case when (select o.person_id from (${room}) o) is null then session.person_name
    else (select o.person_name from (${room}) o) end`,
});

/** What the filter wants of `session`. */
function condition(
  { kind, responderId, personId, status, q, found = [] }: InboxFilter,
  now: Date,
  person: Person,
): SQL {
  const conditions = [
    kind === undefined ? undefined : sql`session.kind = ${kind}`,
    responderId === undefined ? undefined : sql`session.responder_id = ${responderId}`,
    personId === undefined ? undefined : sql`${person.id} = ${personId}`,
    status === "all" ? undefined : hasStatus(status, now),
    q ? matches(q, found, person) : undefined,
  ];
  return and(...conditions) ?? sql`true`;
}

const hasStatus = (status: SessionStatus | "ended", now: Date): SQL =>
  status === "ended" ? sql`${statusAt(now)} in ('done', 'stopped')` : sql`${statusAt(now)} = ${status}`;

/** In the title, a name or a message of a session that the person may see, or the id itself; `%` and `_` are literal. */
function matches(q: string, found: string[], person: Person): SQL {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  // A constant array: Postgres looks ids up in a hash of it. Those of a subquery it could search one by one for each session.
  const inMessages = found.length > 0 ? sql`or session.id = any(${sql.param(found)}::text[])` : sql``;
  return sql`(session.title ilike ${pattern} or session.responder_name ilike ${pattern} or ${person.name} ilike ${pattern}
    or ${person.id} = ${q} or session.id = ${q} ${inMessages})`;
}

/** Whether the card names the person whom the viewer's own room is with: the session's is whom its owner is with. */
const isOthers = sql`(p.user_id is not null and room.person_id is not null)`;

/** What the inbox shows of the entries. `e.source_id` is the session, or the person's room where that is newer. */
function card(entries: SQL, userId: string, now: Date): SQL {
  return sql`
    select session.id, session.kind, session.title, session.responder_id, session.responder_name,
      case when ${isOthers} then room.person_id else session.person_id end as person_id,
      case when ${isOthers} then room.person_name else session.person_name end as person_name,
      (select left(m.content, ${sql.raw(String(PREVIEW_CHARACTERS))}) from ${message} m
        where m.session_id = e.source_id and m.owner_id = e.source_owner_id order by m.created_at desc limit 1) as preview,
      ${statusAt(now)} as status,
      session.created_at, greatest(session.last_message_at, room.last_message_at) as last_message_at, session.ends_at,
      (case when p.user_id is null then session.pinned_at else p.pinned_at end) is not null as pinned,
      (case when p.user_id is null then session.archived_at else p.archived_at end) is not null as archived,
      case when p.user_id is null then session.seq > session.read_seq else ${hasUnreadMessage(userId)} end
        or coalesce(room.seq > room.read_seq, false) as unread
    from (${entries}) e
    join ${session} on session.id = e.id and session.owner_id = e.owner_id
    left join ${participant} p on p.session_id = session.id and p.owner_id = session.owner_id and p.user_id = ${userId} and p.left_at is null
    left join ${session} room on room.parent_id = session.id and room.parent_owner_id = session.owner_id and room.owner_id = ${userId}`;
}

/** An event that is no message raises the owner's `read_seq` with it, and so does their own message; not that of a participant. */
const hasUnreadMessage = (userId: string) => sql`exists (
  select from ${event} v join ${message} m on m.id = v.message_id and m.owner_id = v.owner_id
  where v.session_id = session.id and v.owner_id = session.owner_id and v.seq > p.read_seq and m.author_id <> ${userId})`;

type Row = {
  id: string;
  kind: string;
  title: string | null;
  responder_id: string;
  responder_name: string;
  person_id: string | null;
  person_name: string | null;
  preview: string | null;
  status: SessionStatus;
  created_at: string;
  last_message_at: string;
  ends_at: string | null;
  pinned: boolean;
  archived: boolean;
  unread: boolean;
};

function toItem(row: Row): InboxItem {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    answeredBy: { id: row.responder_id, name: row.responder_name },
    person:
      row.person_id === null || row.person_name === null
        ? null
        : { id: row.person_id, name: row.person_name },
    preview: row.preview,
    status: row.status,
    createdAt: new Date(row.created_at).toISOString(),
    lastMessageAt: new Date(row.last_message_at).toISOString(),
    expiresAt: row.ends_at === null ? null : new Date(row.ends_at).toISOString(),
    pinned: row.pinned,
    archived: row.archived,
    unread: row.unread,
  };
}
