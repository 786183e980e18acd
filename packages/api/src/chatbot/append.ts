import type { Db } from "@parley/db/client";
import { chatbotSession } from "@parley/db/schema/chatbot";
import { event, message, session } from "@parley/db/schema/session";
import { and, eq, isNull, sql } from "drizzle-orm";
import { inOrder, recordsOf } from "../batch/records.ts";
import { writeTogether } from "../batch/writes.ts";

export type NewMessage = {
  id: string;
  content: string;
  authorId: string;
  isAgent: boolean;
  metadata: Record<string, string>;
  /** Whether it points to danger to whoever wrote it. */
  danger: boolean;
};

type Asked = NewMessage & { sessionId: string; ownerId: string; now: Date };
type Stored = Awaited<ReturnType<ReturnType<typeof prepareAppends>["execute"]>>[number];

/**
 * Stores a message of an active session, its event, and that it points to danger. Those that come together are one
 * statement. @returns undefined when there is no such session, or it is not active.
 */
export function appendTogether(db: Db): (asked: Asked) => Promise<Stored | undefined> {
  const appendAll = prepareAppends(db, "skip");
  const appendOne = prepareAppends(db, "wait");
  return writeTogether<Asked, Stored | undefined>({
    subjectOf: ({ sessionId }) => sessionId,
    async many(all) {
      const rows = await appendAll.execute({ asked: JSON.stringify(all.map(record)) });
      return inOrder(all, rows, ({ sessionId }) => sessionId);
    },
    one: async (alone) => (await appendOne.execute({ asked: JSON.stringify([record(alone)]) }))[0],
  });
}

const ASKED = `asked_session text, asked_owner text, asked_at timestamptz, asked_id text, asked_content text,
  asked_author text, asked_agent boolean, asked_metadata jsonb, asked_danger boolean`;
const askedColumns = {
  sessionId: sql<string>`asked_session`.as("asked_session"),
  ownerId: sql<string>`asked_owner`.as("asked_owner"),
  at: sql<Date>`asked_at`.as("asked_at"),
  messageId: sql<string>`asked_id`.as("asked_id"),
  content: sql<string>`asked_content`.as("asked_content"),
  authorId: sql<string>`asked_author`.as("asked_author"),
  isAgent: sql<boolean>`asked_agent`.as("asked_agent"),
  metadata: sql<Record<string, string>>`asked_metadata`.as("asked_metadata"),
  danger: sql<boolean>`asked_danger`.as("asked_danger"),
};

const record = (fresh: Asked) => ({
  ...{ asked_session: fresh.sessionId, asked_owner: fresh.ownerId, asked_at: fresh.now },
  ...{ asked_id: fresh.id, asked_content: fresh.content, asked_author: fresh.authorId },
  ...{ asked_agent: fresh.isAgent, asked_metadata: fresh.metadata, asked_danger: fresh.danger },
});

/** Both rows of each session are locked, so that what follows sees a status that changed while it waited. */
function prepareAppends(db: Db, patience: "wait" | "skip") {
  const asked = db.$with("asked").as(db.select(askedColumns).from(recordsOf(ASKED)));
  const locked = { of: [session, chatbotSession] };
  const held = db.$with("held").as(
    db
      .select({ heldId: sql<string>`${session.id}`.as("held_id") })
      .from(asked)
      .innerJoin(session, and(eq(session.id, asked.sessionId), eq(session.ownerId, asked.ownerId)))
      .innerJoin(
        chatbotSession,
        and(eq(chatbotSession.sessionId, session.id), eq(chatbotSession.ownerId, session.ownerId)),
      )
      .where(eq(chatbotSession.status, "ACTIVE"))
      .for("update", patience === "skip" ? { ...locked, skipLocked: true } : locked),
  );
  const moved = db.$with("moved").as(
    db
      .update(session)
      .set({
        seq: sql`${session.seq} + 1`,
        version: sql`${session.version} + 1`,
        updatedAt: sql`${asked.at}`,
        lastMessageAt: sql`greatest(${session.lastMessageAt} + interval '1 millisecond', ${asked.at})`,
      })
      .from(held)
      .innerJoin(asked, eq(asked.sessionId, held.heldId))
      .where(and(eq(session.id, held.heldId), eq(session.ownerId, asked.ownerId)))
      .returning({
        ...{ sessionId: session.id, ownerId: session.ownerId, seq: session.seq, at: session.lastMessageAt },
        ...{ messageId: sql<string>`${asked.messageId}`.as("message_id") },
        ...{ content: sql<string>`${asked.content}`.as("content") },
        ...{ authorId: sql<string>`${asked.authorId}`.as("author_id") },
        ...{ isAgent: sql<boolean>`${asked.isAgent}`.as("is_agent") },
        ...{ metadata: sql<Record<string, string>>`${asked.metadata}`.as("metadata") },
        ...{ isDangerous: sql<boolean>`${asked.danger}`.as("is_dangerous") },
      }),
  );
  const stored = db.$with("stored").as(
    db
      .insert(message)
      .select((qb) =>
        qb
          .select({
            ...{ id: moved.messageId, ownerId: moved.ownerId, sessionId: moved.sessionId },
            ...{ seq: moved.seq, authorId: moved.authorId, isAgent: moved.isAgent },
            ...{ content: moved.content, attachments: sql`'[]'::jsonb`.as("attachments") },
            ...{ metadata: moved.metadata, status: sql`'complete'`.as("status") },
            ...{ replyTo: sql`null`.as("reply_to"), createdAt: moved.at },
          })
          .from(moved),
      )
      .returning({ id: message.id }),
  );
  const noted = db.$with("noted").as(
    db
      .insert(event)
      .select((qb) =>
        qb
          .select({
            ...{ sessionId: moved.sessionId, ownerId: moved.ownerId, seq: moved.seq },
            ...{ type: sql`'message.created'`.as("type"), messageId: moved.messageId },
            ...{ data: sql`null::jsonb`.as("data"), createdAt: moved.at },
          })
          .from(moved),
      )
      .returning({ seq: event.seq }),
  );
  const marked = db.$with("marked").as(
    db
      .update(chatbotSession)
      .set({ dangerAt: sql`${moved.at}` })
      .from(moved)
      .where(
        and(
          ...[eq(chatbotSession.sessionId, moved.sessionId), eq(chatbotSession.ownerId, moved.ownerId)],
          ...[moved.isDangerous, isNull(chatbotSession.dangerAt)],
        ),
      )
      .returning({ sessionId: chatbotSession.sessionId }),
  );
  return db
    .with(asked, held, moved, stored, noted, marked)
    .select({ id: moved.messageId, sessionId: moved.sessionId, createdAt: moved.at })
    .from(moved)
    .prepare(`chatbot_message_append_${patience}`);
}
