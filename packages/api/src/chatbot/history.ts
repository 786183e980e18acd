import type { Db } from "@parley/db/client";
import { chatbotSession } from "@parley/db/schema/chatbot";
import { message } from "@parley/db/schema/session";
import { and, asc, eq, gt, lt, lte, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";

const question = alias(message, "question");

export type ChatbotHistory = ReturnType<typeof chatbotHistory>;

/** The history of chatbot sessions that replies are written from. */
export function chatbotHistory(db: Db) {
  const isOwn = (id: string, ownerId: string) =>
    and(eq(chatbotSession.sessionId, id), eq(chatbotSession.ownerId, ownerId));

  return {
    /**
     * The messages up to a question, oldest first; `earlier` is a summary of those before `messages`. Each answer comes
     * right after its question, even if it was stored after later messages of the client.
     */
    async history(id: string, ownerId: string, questionId: string) {
      const [summary] = await db
        .select({ text: chatbotSession.earlier, seq: chatbotSession.earlierSeq })
        .from(chatbotSession)
        .where(isOwn(id, ownerId));
      const questionSeq = sql`(select m.seq from ${message} m where m.id = ${questionId} and m.owner_id = ${ownerId})`;
      const messages = await db
        .select({
          seq: message.seq,
          authorId: message.authorId,
          isAgent: message.isAgent,
          content: message.content,
        })
        .from(message)
        .leftJoin(question, and(eq(question.id, message.replyTo), eq(question.ownerId, message.ownerId)))
        .where(
          and(
            eq(message.sessionId, id),
            eq(message.ownerId, ownerId),
            gt(message.seq, summary?.seq ?? 0),
            or(lte(message.seq, questionSeq), lt(question.seq, questionSeq)),
            ne(message.status, "failed"),
            ne(message.content, ""),
          ),
        )
        .orderBy(sql`coalesce(${question.seq}, ${message.seq})`, asc(message.seq));
      return { earlier: summary?.text ?? undefined, messages };
    },

    /** Stores a summary of the messages up to `earlierSeq`, so that they are summarized only once. */
    async storeSummary(id: string, ownerId: string, earlier: string, earlierSeq: number): Promise<void> {
      await db
        .update(chatbotSession)
        .set({ earlier, earlierSeq })
        .where(and(isOwn(id, ownerId), lte(chatbotSession.earlierSeq, earlierSeq)));
    },
  };
}
