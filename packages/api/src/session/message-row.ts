import type { message } from "@parley/db/schema/session";
import type { Message } from "./schema.ts";

/** A stored message as callers see it. */
export function toMessage(row: typeof message.$inferSelect): Message {
  return {
    id: row.id,
    sessionId: row.sessionId,
    authorId: row.authorId,
    isAgent: row.isAgent,
    content: row.content,
    attachments: row.attachments,
    metadata: row.metadata,
    createdAt: row.createdAt.toISOString(),
    status: row.status,
    replyTo: row.replyTo,
  };
}
