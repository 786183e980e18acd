import type { Db } from "@parley/db/client";
import { chatbotSession } from "@parley/db/schema/chatbot";
import { event, message, session } from "@parley/db/schema/session";
import { and, eq, sql } from "drizzle-orm";

const p = sql.placeholder;
const now = sql`${p("now")}::timestamptz`;
const joined = and(eq(session.id, chatbotSession.sessionId), eq(session.ownerId, chatbotSession.ownerId));
const isIt = and(eq(session.id, p("sessionId")), eq(session.ownerId, p("ownerId")));

/**
 * Stores a message of an active session, its event, and that it points to danger: one statement, one round trip.
 * Both rows are locked, so that it sees a status that changed while it waited.
 */
export function prepareAppend(db: Db) {
  const held = db.$with("held").as(
    db
      .select({ heldId: sql<string>`${session.id}`.as("held_id") })
      .from(session)
      .innerJoin(chatbotSession, joined)
      .where(and(isIt, eq(chatbotSession.status, "ACTIVE")))
      .for("update", { of: [session, chatbotSession] }),
  );
  const moved = db.$with("moved").as(
    db
      .update(session)
      .set({
        seq: sql`${session.seq} + 1`,
        version: sql`${session.version} + 1`,
        updatedAt: now,
        lastMessageAt: sql`greatest(${session.lastMessageAt} + interval '1 millisecond', ${now})`,
      })
      .from(held)
      .where(isIt)
      .returning({ seq: session.seq, at: session.lastMessageAt }),
  );
  const stored = db.$with("stored").as(
    db
      .insert(message)
      .select((qb) =>
        qb
          .select({
            id: sql`${p("messageId")}::text`.as("id"),
            ownerId: sql`${p("ownerId")}::text`.as("owner_id"),
            sessionId: sql`${p("sessionId")}::text`.as("session_id"),
            seq: moved.seq,
            authorId: sql`${p("authorId")}::text`.as("author_id"),
            isAgent: sql`${p("isAgent")}::boolean`.as("is_agent"),
            content: sql`${p("content")}::text`.as("content"),
            attachments: sql`'[]'::jsonb`.as("attachments"),
            metadata: sql`${p("metadata")}::jsonb`.as("metadata"),
            status: sql`'complete'`.as("status"),
            replyTo: sql`null`.as("reply_to"),
            createdAt: moved.at,
          })
          .from(moved),
      )
      .returning(),
  );
  const noted = db.$with("noted").as(
    db
      .insert(event)
      .select((qb) =>
        qb
          .select({
            sessionId: stored.sessionId,
            ownerId: stored.ownerId,
            seq: stored.seq,
            type: sql`'message.created'`.as("type"),
            messageId: stored.id,
            data: sql`null::jsonb`.as("data"),
            createdAt: stored.createdAt,
          })
          .from(stored),
      )
      .returning({ seq: event.seq }),
  );
  const marked = db.$with("marked").as(
    db
      .update(chatbotSession)
      .set({ dangerAt: now })
      .from(stored)
      .where(
        and(
          eq(chatbotSession.sessionId, stored.sessionId),
          eq(chatbotSession.ownerId, stored.ownerId),
          sql`${chatbotSession.dangerAt} is null and ${p("danger")}::boolean`,
        ),
      )
      .returning({ sessionId: chatbotSession.sessionId }),
  );
  return db
    .with(held, moved, stored, noted, marked)
    .select({ id: stored.id, createdAt: stored.createdAt })
    .from(stored)
    .prepare("chatbot_message_append");
}
