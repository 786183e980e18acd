import type { Db } from "@parley/db/client";
import {
  type AttentionReason,
  message,
  messageWords,
  participant,
  reply,
  type SessionStatus,
  session,
} from "@parley/db/schema/session";
import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { EnteredSession } from "../access/gate.ts";
import { isParticipant } from "../access/store.ts";
import { statusAt } from "../over.ts";
import { isSession } from "../write/change.ts";
import { entries, hasUnreadMessage, type InboxFilter } from "./inbox-entries.ts";

/** A session as the inbox of one person shows it. A session with rooms is shown once, with the person's own room's news. */
export type InboxItem = {
  id: string;
  kind: string;
  title: string | null;
  /** Who answers: an agent, a chatbot, a guide. */
  answeredBy: { id: string; name: string };
  /** Whom the session is with; the name is null where only the id is known. */
  person: { id: string; name: string | null } | null;
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
  /** Whether the viewer takes part in the conversation: an owner may only look at what others say. */
  takesPart: boolean;
  /** Why the session needs its owner; null for anybody else. */
  attention: AttentionReason | null;
};

/** Counts over a time: sessions with activity, messages, and messages without an answer. */
export type Activity = { sessions: number; messages: number; unanswered: number };

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

    /** How many sessions need the person, up to `limit`. */
    async countNeeds(userId: string, limit: number, now: Date): Promise<number> {
      const filter = { userId, status: "all", archived: false, view: "needs" } as const;
      const rows = await db.execute(entries(filter, now, sql`true`, limit));
      return rows.length;
    },

    /** Marks as handled what a session needs its owner for. @returns false when there is nothing to handle. */
    async handle({ id, ownerId }: Pick<EnteredSession, "id" | "ownerId">): Promise<boolean> {
      const handled = await db
        .update(session)
        .set({ attention: null })
        .where(and(isSession({ id, ownerId }), isNotNull(session.attention)))
        .returning({ id: session.id });
      return handled.length > 0;
    },

    /** What happened since a time in the sessions that a person owns, those with rooms of others among them. */
    async activitySince(ownerId: string, since: Date): Promise<Activity> {
      const at = sql`${since.toISOString()}::timestamptz`;
      const [row] = await db.execute<Activity>(sql`
        select
          (select count(*)::int from ${session} s where s.owner_id = ${ownerId} and s.parent_id is null and s.last_message_at >= ${at}) as sessions,
          (select count(*)::int from ${messageWords} w where w.owner_id = ${ownerId} and w.created_at >= ${at}) as messages,
          (select count(*)::int from ${message} m where m.owner_id = ${ownerId} and m.created_at >= ${at}
            and (m.unanswered or m.fallback)) as unanswered`);
      if (!row) throw new Error("an aggregate returned no row");
      return row;
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
        or coalesce(room.seq > room.read_seq, false) as unread,
      p.user_id is not null or session.owner_takes_part as takes_part,
      case when p.user_id is null then session.attention end as attention
    from (${entries}) e
    join ${session} on session.id = e.id and session.owner_id = e.owner_id
    left join ${participant} p on p.session_id = session.id and p.owner_id = session.owner_id and p.user_id = ${userId} and p.left_at is null
    left join ${session} room on room.parent_id = session.id and room.parent_owner_id = session.owner_id and room.owner_id = ${userId}`;
}

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
  takes_part: boolean;
  attention: AttentionReason | null;
};

function toItem(row: Row): InboxItem {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    answeredBy: { id: row.responder_id, name: row.responder_name },
    person: row.person_id === null ? null : { id: row.person_id, name: row.person_name },
    preview: row.preview,
    status: row.status,
    createdAt: new Date(row.created_at).toISOString(),
    lastMessageAt: new Date(row.last_message_at).toISOString(),
    expiresAt: row.ends_at === null ? null : new Date(row.ends_at).toISOString(),
    pinned: row.pinned,
    archived: row.archived,
    unread: row.unread,
    takesPart: row.takes_part,
    attention: row.attention,
  };
}
