import { type AttentionReason, event, message, type SessionStatus } from "@parley/db/schema/session";
import { and, type SQL, sql } from "drizzle-orm";
import { statusAt } from "../over.ts";
import { containsPattern } from "./contains.ts";

export type InboxFilter = {
  userId: string;
  status: SessionStatus | "ended" | "all";
  archived: boolean;
  /** `needs`: what needs the person: unread in a conversation of theirs, or with a reason in `attention`. `own`: their conversations. */
  view?: "all" | "needs" | "own";
  kind?: string | undefined;
  unread?: boolean | undefined;
  /** Only the owner's own sessions have one. */
  attention?: AttentionReason | undefined;
  /** The newest message, or the creation, is not before `after` and before `before`: ISO 8601. */
  after?: string | undefined;
  before?: string | undefined;
  /** A part of the name of whom the session is with, or their id. */
  person?: string | undefined;
  /** The id of who answers. */
  responderId?: string | undefined;
  /** The id of whom the session is with. */
  personId?: string | undefined;
  /** A part of the title or of a name, an id, or words of a message. */
  q?: string | undefined;
  /** The sessions in which the words of `q` are found in a message, by `sessionsWithWords`. */
  found?: string[];
};

/**
 * The keys of a page of entries: sessions that the person owns, sessions that they take part in, and either by the person's room
 * in it. An entry with a room stands where the newer of the two is.
 *
 * Each of the three is read from an index of the person's own rows. What belongs to such a row is a lateral subquery with
 * `offset 0`, which the planner may not turn around: it would begin with the sessions of everybody.
 * @param behind a condition over `id`, `at` and `pinned_at`.
 */
export function entries(filter: InboxFilter, now: Date, behind: SQL, limit: number): SQL {
  const { userId } = filter;
  const wanted = (person: Person) => condition(filter, now, person);
  const ownRoom = sql`from session r where r.parent_id = session.id and r.parent_owner_id = session.owner_id and r.owner_id = ${userId}`;
  const cut = sql`order by at desc, id desc limit ${limit}`;
  const noNewerRoom = sql`not exists (select ${ownRoom} and r.last_message_at > session.last_message_at)`;
  const { ofOwned, ofJoined, ofRooms } = viewConditions(filter, ownRoom);
  const ofOwner = { id: sql`session.person_id`, name: sql`session.person_name` };
  const ofRoom = personOf(sql`select r.person_id, r.person_name ${ownRoom}`);
  const columns = sql`session.id, session.owner_id, session.id as source_id, session.owner_id as source_owner_id,
    session.last_message_at as at`;
  const sessionOf = (id: SQL, ownerId: SQL) => sql`cross join lateral (
      select s.* from session s where s.id = ${id} and s.owner_id = ${ownerId} offset 0) session`;
  const owned = sql`select id, owner_id, source_id, source_owner_id, at from (
      select ${columns}, session.pinned_at, session.archived_at from session
      where session.owner_id = ${userId} and session.parent_id is null and ${wanted(ofOwner)} and ${noNewerRoom}
        and ${ofOwned}) owned
    where ${behind} and ${isInRange(filter)} ${cut}`;
  const joined = sql`select id, owner_id, source_id, source_owner_id, at from (
      select ${columns}, p.pinned_at, p.archived_at from participant p ${sessionOf(sql`p.session_id`, sql`p.owner_id`)}
      where p.user_id = ${userId} and p.left_at is null and ${wanted(ofRoom)} and ${noNewerRoom} and ${ofJoined}) joined
    where ${behind} and ${isInRange(filter)} ${cut}`;
  const rooms = sql`select id, owner_id, source_id, source_owner_id, at from (
      select session.id, session.owner_id, r.id as source_id, r.owner_id as source_owner_id, r.last_message_at as at,
        case when p.user_id is null then session.pinned_at else p.pinned_at end as pinned_at,
        case when p.user_id is null then session.archived_at else p.archived_at end as archived_at
      from session r ${sessionOf(sql`r.parent_id`, sql`r.parent_owner_id`)}
      left join lateral (
        select * from participant p where p.session_id = session.id and p.owner_id = session.owner_id and p.user_id = ${userId}
          and p.left_at is null offset 0) p on true
      where r.owner_id = ${userId} and r.parent_id is not null and (session.owner_id = ${userId} or p.user_id is not null)
        and r.last_message_at > session.last_message_at and ${ofRooms}
        and case when p.user_id is null then ${wanted(ofOwner)} else ${wanted(ofRoom)} end) rooms
    where ${behind} and ${isInRange(filter)} ${cut}`;
  // Apart from `owned`, which then reads only the index of what needs the owner.
  const unreadRooms = sql`select id, owner_id, source_id, source_owner_id, at from (
      select ${columns}, session.pinned_at, session.archived_at from session r ${sessionOf(sql`r.parent_id`, sql`r.parent_owner_id`)}
      where r.owner_id = ${userId} and r.parent_id is not null and r.parent_owner_id = ${userId} and r.seq > r.read_seq
        and r.last_message_at <= session.last_message_at and not ${needsOwner} and ${wanted(ofOwner)}) unread_rooms
    where ${behind} and ${isInRange(filter)} ${cut}`;
  const parts = filter.view === "needs" ? [owned, joined, rooms, unreadRooms] : [owned, joined, rooms];
  return sql`select * from (${sql.join(
    parts.map((part) => sql`(${part})`),
    sql` union all `,
  )}) entries ${cut}`;
}

/** Whether a session needs its owner; must match the condition of the index `session_needs_owner`. Over `session`. */
const needsOwner = sql`(session.attention is not null or (session.owner_takes_part and session.seq > session.read_seq))`;

/** What the view and `unread` want of an entry, over `session`, the person's `participant` row `p` and their room `r`. */
function viewConditions({ view = "all", unread, userId }: InboxFilter, ownRoom: SQL) {
  const any = sql`true`;
  const ownedIsUnread = sql`session.seq > session.read_seq`;
  const joinedIsUnread = hasUnreadMessage(userId);
  const roomIsUnread = sql`r.seq > r.read_seq`;
  const hasUnreadRoom = sql`exists (select ${ownRoom} and ${roomIsUnread})`;
  const isUnread = {
    ofOwned: sql`(${ownedIsUnread} or ${hasUnreadRoom})`,
    ofJoined: sql`(${joinedIsUnread} or ${hasUnreadRoom})`,
    ofRooms: sql`(${roomIsUnread} or case when p.user_id is null then ${ownedIsUnread} else ${joinedIsUnread} end)`,
  };
  const wanted = {
    all: { ofOwned: any, ofJoined: any, ofRooms: any },
    own: { ofOwned: sql`session.owner_takes_part`, ofJoined: any, ofRooms: any },
    needs: {
      ofOwned: needsOwner,
      ofJoined: isUnread.ofJoined,
      ofRooms: sql`(${roomIsUnread} or case when p.user_id is null then ${needsOwner} else ${joinedIsUnread} end)`,
    },
  }[view];
  if (!unread) return wanted;
  return {
    ofOwned: sql`${wanted.ofOwned} and ${isUnread.ofOwned}`,
    ofJoined: isUnread.ofJoined,
    ofRooms: sql`${wanted.ofRooms} and ${isUnread.ofRooms}`,
  };
}

/** Over `at` and `archived_at` of an entry. */
const isInRange = ({ archived, after, before }: InboxFilter): SQL =>
  sql.join(
    [
      archived ? sql`archived_at is not null` : sql`archived_at is null`,
      ...(after ? [sql`at >= ${after}::timestamptz`] : []),
      ...(before ? [sql`at < ${before}::timestamptz`] : []),
    ],
    sql` and `,
  );

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
  { userId, kind, responderId, personId, person: named, status, attention, q, found = [] }: InboxFilter,
  now: Date,
  person: Person,
): SQL {
  const conditions = [
    kind === undefined ? undefined : sql`session.kind = ${kind}`,
    responderId === undefined ? undefined : sql`session.responder_id = ${responderId}`,
    personId === undefined ? undefined : sql`${person.id} = ${personId}`,
    named === undefined
      ? undefined
      : sql`(${person.id} = ${named} or ${person.name} ilike ${containsPattern(named)})`,
    attention === undefined
      ? undefined
      : sql`session.attention = ${attention} and session.owner_id = ${userId}`,
    status === "all" ? undefined : hasStatus(status, now),
    q ? matches(q, found, person) : undefined,
  ];
  return and(...conditions) ?? sql`true`;
}

const hasStatus = (status: SessionStatus | "ended", now: Date): SQL =>
  status === "ended" ? sql`${statusAt(now)} in ('done', 'stopped')` : sql`${statusAt(now)} = ${status}`;

/** In the title, a name or a message of a session that the person may see, or the id itself; `%` and `_` are literal. */
function matches(q: string, found: string[], person: Person): SQL {
  const pattern = containsPattern(q);
  // A constant array: Postgres looks ids up in a hash of it. Those of a subquery it could search one by one for each session.
  const inMessages = found.length > 0 ? sql`or session.id = any(${sql.param(found)}::text[])` : sql``;
  return sql`(session.title ilike ${pattern} or session.responder_name ilike ${pattern} or ${person.name} ilike ${pattern}
    or ${person.id} = ${q} or session.id = ${q} ${inMessages})`;
}

/** An event that is no message raises the owner's `read_seq` with it, and so does their own message; not that of a participant. */
export const hasUnreadMessage = (userId: string) => sql`exists (
  select from ${event} v join ${message} m on m.id = v.message_id and m.owner_id = v.owner_id
  where v.session_id = session.id and v.owner_id = session.owner_id and v.seq > p.read_seq and m.author_id <> ${userId})`;
