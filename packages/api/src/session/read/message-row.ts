import { message } from "@parley/db/schema/session";
import type { Message } from "../schema.ts";

/** What callers see of a message, but for its session: a page of messages has that once. */
export const messageColumns = {
  id: message.id,
  authorId: message.authorId,
  isAgent: message.isAgent,
  content: message.content,
  attachments: message.attachments,
  metadata: message.metadata,
  createdAt: message.createdAt,
  status: message.status,
  replyTo: message.replyTo,
  fallback: message.fallback,
  unanswered: message.unanswered,
};

type MessageRow = Pick<typeof message.$inferSelect, "sessionId" | keyof typeof messageColumns>;

/** A stored message as callers see it. */
export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    sessionId: row.sessionId,
    authorId: row.authorId,
    isAgent: row.isAgent,
    content: row.content,
    attachments: row.attachments,
    metadata: row.fallback || row.unanswered ? markedMetadata(row) : row.metadata,
    createdAt: row.createdAt.toISOString(),
    status: row.status,
    replyTo: row.replyTo,
  };
}

type Marks = { metadata: Message["metadata"]; fallback?: boolean; unanswered?: boolean };

/** The metadata as callers see it: they read these marks there. */
export function markedMetadata({ metadata, fallback, unanswered }: Marks): Message["metadata"] {
  const marked = { ...metadata };
  if (fallback) marked.fallback = true;
  if (unanswered) marked.unanswered = true;
  return marked;
}
