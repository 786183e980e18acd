import type { Db } from "@parley/db/client";
import { agent, agentSession } from "@parley/db/schema/agent";
import { type ChatbotSessionStatus, chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { message, reply, type SessionKind, session } from "@parley/db/schema/session";
import { and, desc, eq, gt, inArray, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";

export type InboxStatus = "active" | "scheduled" | "ended";

export type InboxItem = {
  id: string;
  kind: SessionKind;
  title: string | null;
  /** The agent or the chatbot. */
  answeredBy: { id: string; name: string };
  /** The client of a chatbot; null where the outside user has no name here. */
  person: { id: string; name: string } | null;
  /** The beginning of the newest message. */
  preview: string | null;
  status: InboxStatus;
  createdAt: string;
  lastMessageAt: string;
  /** Null where nothing makes it expire. */
  expiresAt: string | null;
  pinned: boolean;
  archived: boolean;
  unread: boolean;
};

export type InboxFilter = {
  ownerId: string;
  status: "active" | "ended" | "all";
  archived: boolean;
  kind?: SessionKind | undefined;
  agentId?: string | undefined;
  chatbotId?: string | undefined;
  clientId?: string | undefined;
  q?: string | undefined;
};

export type InboxCursor = { at: Date; id: string };
export type InboxStore = ReturnType<typeof inboxStore>;

const PREVIEW_CHARACTERS = 140;

const columns = {
  id: session.id,
  kind: session.kind,
  title: session.title,
  agent: { id: agent.id, name: agent.name },
  chatbot: { id: chatbot.id, name: chatbot.name },
  client: { id: client.id, name: client.name },
  preview: sql<
    string | null
  >`(select left(m.content, ${sql.raw(String(PREVIEW_CHARACTERS))}) from ${message} m
    where m.session_id = ${session.id} and m.owner_id = ${session.ownerId} order by m.created_at desc limit 1)`,
  createdAt: session.createdAt,
  lastMessageAt: session.lastMessageAt,
  expiresAt: agentSession.expiresAt,
  expiredAt: agentSession.expiredAt,
  chatbotStatus: chatbotSession.status,
  pinnedAt: session.pinnedAt,
  archivedAt: session.archivedAt,
  unread: sql<boolean>`${session.seq} > ${session.readSeq}`,
};

/** A person's sessions of every kind, newest activity first. */
export function inboxStore(db: Db) {
  const rows = (where: SQL | undefined) =>
    db
      .select(columns)
      .from(session)
      .leftJoin(
        agentSession,
        and(eq(agentSession.sessionId, session.id), eq(agentSession.ownerId, session.ownerId)),
      )
      .leftJoin(agent, and(eq(agent.id, agentSession.agentId), eq(agent.ownerId, agentSession.ownerId)))
      .leftJoin(
        chatbotSession,
        and(eq(chatbotSession.sessionId, session.id), eq(chatbotSession.ownerId, session.ownerId)),
      )
      .leftJoin(
        chatbot,
        and(eq(chatbot.id, chatbotSession.chatbotId), eq(chatbot.ownerId, chatbotSession.ownerId)),
      )
      .leftJoin(
        client,
        and(eq(client.id, chatbotSession.clientId), eq(client.ownerId, chatbotSession.ownerId)),
      )
      .where(where)
      .orderBy(desc(session.lastMessageAt), desc(session.id));

  return {
    /** Those that are pinned, all of them. */
    async pinned(filter: InboxFilter, now: Date): Promise<InboxItem[]> {
      const found = await rows(and(condition(filter, now), isNotNull(session.pinnedAt))).limit(100);
      return found.map((row) => toItem(row, now));
    },

    /** A page of the others, behind the cursor. */
    async page(
      filter: InboxFilter,
      cursor: InboxCursor | undefined,
      limit: number,
      now: Date,
    ): Promise<InboxItem[]> {
      const behind =
        cursor &&
        sql`(${session.lastMessageAt}, ${session.id}) < (${cursor.at.toISOString()}::timestamptz, ${cursor.id})`;
      const found = await rows(and(condition(filter, now), isNull(session.pinnedAt), behind)).limit(limit);
      return found.map((row) => toItem(row, now));
    },

    async item(
      id: string,
      ownerId: string,
      now: Date,
    ): Promise<(InboxItem & { pendingReplies: number }) | undefined> {
      const [row] = await rows(and(eq(session.id, id), eq(session.ownerId, ownerId)));
      if (!row) return undefined;
      const pending = await db.$count(reply, and(eq(reply.sessionId, id), eq(reply.ownerId, ownerId)));
      return { ...toItem(row, now), pendingReplies: pending };
    },

    /** @returns false when there is no such session. */
    async update(
      id: string,
      ownerId: string,
      changes: { title?: string | undefined; pinned?: boolean | undefined; archived?: boolean | undefined },
      now: Date,
    ): Promise<boolean> {
      const when = (on: boolean | undefined) => (on === undefined ? undefined : on ? now : null);
      const changed = await db
        .update(session)
        .set({
          title: changes.title,
          pinnedAt: when(changes.pinned),
          archivedAt: when(changes.archived),
          version: sql`${session.version} + 1`,
          updatedAt: now,
        })
        .where(and(eq(session.id, id), eq(session.ownerId, ownerId)))
        .returning({ id: session.id });
      return changed.length > 0;
    },

    async markRead(id: string, ownerId: string): Promise<boolean> {
      const changed = await db
        .update(session)
        .set({ readSeq: session.seq })
        .where(and(eq(session.id, id), eq(session.ownerId, ownerId)))
        .returning({ id: session.id });
      return changed.length > 0;
    },
  };
}

function condition(filter: InboxFilter, now: Date): SQL | undefined {
  return and(
    eq(session.ownerId, filter.ownerId),
    filter.archived ? isNotNull(session.archivedAt) : isNull(session.archivedAt),
    filter.kind && eq(session.kind, filter.kind),
    filter.agentId === undefined ? undefined : eq(agentSession.agentId, filter.agentId),
    filter.chatbotId === undefined ? undefined : eq(chatbotSession.chatbotId, filter.chatbotId),
    filter.clientId === undefined ? undefined : eq(chatbotSession.clientId, filter.clientId),
    filter.status === "active"
      ? or(
          and(gt(agentSession.expiresAt, now), isNull(agentSession.expiredAt)),
          eq(chatbotSession.status, "ACTIVE"),
        )
      : undefined,
    filter.status === "ended"
      ? or(
          lte(agentSession.expiresAt, now),
          isNotNull(agentSession.expiredAt),
          inArray(chatbotSession.status, ["COMPLETED", "TERMINATED"]),
        )
      : undefined,
    filter.q ? matches(filter.q) : undefined,
  );
}

/** In the title or a name; `%` and `_` are themselves. */
function matches(q: string): SQL {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(${session.title} ilike ${pattern} or ${agent.name} ilike ${pattern}
    or ${chatbot.name} ilike ${pattern} or ${client.name} ilike ${pattern})`;
}

type Named = { id: string; name: string } | null;
type Row = Pick<InboxItem, "id" | "kind" | "title" | "preview" | "unread"> &
  Record<"agent" | "chatbot" | "client", Named> &
  Record<"createdAt" | "lastMessageAt", Date> &
  Record<"expiresAt" | "expiredAt" | "pinnedAt" | "archivedAt", Date | null> & {
    chatbotStatus: ChatbotSessionStatus | null;
  };

const CHATBOT_STATUSES: Record<ChatbotSessionStatus, InboxStatus> = {
  ACTIVE: "active",
  SCHEDULED: "scheduled",
  COMPLETED: "ended",
  TERMINATED: "ended",
};

function toItem(row: Row, now: Date): InboxItem {
  const { agent, chatbot, client, expiredAt, chatbotStatus, pinnedAt, archivedAt, ...rest } = row;
  const answeredBy = agent ?? chatbot;
  if (!answeredBy) throw new Error(`session ${row.id} has nobody who answers`);
  const isOver = expiredAt !== null || (rest.expiresAt !== null && rest.expiresAt <= now);
  return {
    ...rest,
    answeredBy,
    person: client,
    createdAt: rest.createdAt.toISOString(),
    lastMessageAt: rest.lastMessageAt.toISOString(),
    expiresAt: rest.expiresAt?.toISOString() ?? null,
    status: chatbotStatus ? CHATBOT_STATUSES[chatbotStatus] : isOver ? "ended" : "active",
    pinned: pinnedAt !== null,
    archived: archivedAt !== null,
  };
}
