import type { Db } from "@parley/db/client";
import { chatbotSession } from "@parley/db/schema/chatbot";
import { message } from "@parley/db/schema/session";
import { and, asc, eq, gt, lt, lte, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";

const question = alias(message, "question");

export type ChatbotHistory = ReturnType<typeof chatbotHistory>;

/** What was said in chatbot sessions, as far as it matters for an answer. */
export function chatbotHistory(db: Db) {
  const isOwn = (id: string, ownerId: string) =>
    and(eq(chatbotSession.sessionId, id), eq(chatbotSession.ownerId, ownerId));

  return {
    /**
     * All that was said up to a message, oldest first: what is older than `messages` is summed up in `earlier`. Answers
     * stand behind what they answer: where the client wrote on before one was there, it is part of what came before.
     */
    async history(id: string, ownerId: string, askedId: string) {
      const [known] = await db
        .select({ text: chatbotSession.earlier, seq: chatbotSession.earlierSeq })
        .from(chatbotSession)
        .where(isOwn(id, ownerId));
      const asked = sql`(select m.seq from ${message} m where m.id = ${askedId} and m.owner_id = ${ownerId})`;
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
            gt(message.seq, known?.seq ?? 0),
            or(lte(message.seq, asked), lt(question.seq, asked)),
            ne(message.status, "failed"),
            ne(message.content, ""),
          ),
        )
        .orderBy(sql`coalesce(${question.seq}, ${message.seq})`, asc(message.seq));
      return { earlier: known?.text ?? undefined, messages };
    },

    /** Keeps what the conversation was up to the message with this number, so that it is summed up once. */
    async keepEarlier(id: string, ownerId: string, earlier: string, earlierSeq: number): Promise<void> {
      await db
        .update(chatbotSession)
        .set({ earlier, earlierSeq })
        .where(and(isOwn(id, ownerId), lte(chatbotSession.earlierSeq, earlierSeq)));
    },
  };
}
