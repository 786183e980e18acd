import type { Db, Tx } from "@parley/db/client";
import { chatbot, chatbotSession } from "@parley/db/schema/chatbot";
import { session } from "@parley/db/schema/session";
import { and, asc, eq, lte, sql } from "drizzle-orm";
import { appendIn } from "../session/write/append.ts";
import { changeSession, isSession, publishChange, type SessionKey } from "../session/write/change.ts";
import { messageSpec, toNewMessage } from "./append.ts";
import { coreStatusOf, type SessionState } from "./rules.ts";
import { type ChatbotSessionRow, chatbotSessionColumns } from "./session-row.ts";

export type Changes = Partial<typeof chatbotSession.$inferInsert> & { title?: string | undefined };
/** The locked row of a session, and what the rules need to know beside it. */
export type LockedSession = ChatbotSessionRow & SessionState;

/** Changes of chatbot sessions, decided on the locked row. */
export function chatbotChanges(db: Db) {
  return {
    /**
     * Changes a session. When it stops being active, its queued and running replies are dropped and not stored.
     * @param decide returns the changes, or undefined to change nothing, or throws to refuse.
     * @returns false when there is no such session, or nothing was changed.
     */
    change: (
      key: SessionKey,
      now: Date,
      decide: (locked: LockedSession) => Changes | undefined,
    ): Promise<boolean> =>
      changeSession(db, key, now, async (tx) => {
        const locked = await lock(tx, key);
        const changes = locked && decide(locked);
        if (!locked || !changes) return undefined;
        const { title, ...own } = changes;
        if (Object.keys(own).length > 0) await tx.update(chatbotSession).set(own).where(isOwn(key));
        const { status } = own;
        return {
          event: { type: "session.updated" },
          title,
          status: status && coreStatusOf(status),
          dropReplies: status !== undefined && status !== "ACTIVE",
        };
      }),

    /** Whether a session is active. The transaction must have locked it. */
    async isActive(tx: Tx, key: SessionKey): Promise<boolean> {
      return (await tx.$count(chatbotSession, and(isOwn(key), eq(chatbotSession.status, "ACTIVE")))) > 0;
    },

    /**
     * Starts up to `limit` scheduled sessions that are due, each with its chatbot's greeting. Concurrent calls start
     * different sessions: they skip locked rows.
     * @returns the sessions that were started.
     */
    startDue: (now: Date, limit: number, messageId: () => string): Promise<SessionKey[]> =>
      db.transaction(async (tx) => {
        const due = await dueSessions(tx, now, limit);
        for (const { id, ownerId, chatbotId, greeting } of due) {
          const key = { id, ownerId };
          await tx.update(chatbotSession).set({ status: "ACTIVE", startsItself: false }).where(isOwn(key));
          await publishChange(tx, key, { event: { type: "session.updated" }, status: "active" }, now);
          if (!greeting?.trim()) continue;
          const message = toNewMessage({
            id: messageId(),
            sessionId: id,
            ownerId,
            content: greeting,
            authorId: chatbotId,
            isAgent: true,
            danger: false,
            at: now,
          });
          await appendIn(tx, messageSpec, message);
        }
        return due.map(({ id, ownerId }) => ({ id, ownerId }));
      }),
  };
}

const isOwn = ({ id, ownerId }: SessionKey) =>
  and(eq(chatbotSession.sessionId, id), eq(chatbotSession.ownerId, ownerId));
const joined = and(eq(session.id, chatbotSession.sessionId), eq(session.ownerId, chatbotSession.ownerId));

/** Locks both rows: a joined row that is not locked may have been read before the lock was granted. */
async function lock(tx: Tx, key: SessionKey): Promise<LockedSession | undefined> {
  const [row] = await tx
    .select({
      ...chatbotSessionColumns,
      // Each message sets `lastMessageAt` at least 1 ms later; it equals `createdAt` until the first one.
      hasMessages: sql<boolean>`${session.lastMessageAt} > ${session.createdAt}`,
    })
    .from(session)
    .innerJoin(chatbotSession, joined)
    .where(isSession(key))
    .for("update", { of: [session, chatbotSession] });
  return row;
}

async function dueSessions(tx: Tx, now: Date, limit: number) {
  return tx
    .select({
      id: chatbotSession.sessionId,
      ownerId: chatbotSession.ownerId,
      chatbotId: chatbotSession.chatbotId,
      greeting: sql<
        string | null
      >`case when ${chatbot.deletedAt} is null then ${chatbot.metadata}->>'greeting' end`,
    })
    .from(chatbotSession)
    .innerJoin(session, joined)
    .innerJoin(
      chatbot,
      and(eq(chatbot.id, chatbotSession.chatbotId), eq(chatbot.ownerId, chatbotSession.ownerId)),
    )
    .where(
      and(
        eq(chatbotSession.status, "SCHEDULED"),
        eq(chatbotSession.startsItself, true),
        lte(chatbotSession.startTime, now),
      ),
    )
    .orderBy(asc(chatbotSession.startTime))
    .limit(limit)
    .for("update", { of: [session, chatbotSession], skipLocked: true });
}
