import type { Db, Tx } from "@parley/db/client";
import { chatbot, chatbotDocument } from "@parley/db/schema/chatbot";
import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { prefixedId } from "../../session/ids.ts";
import { containsPattern } from "../../session/read/contains.ts";
import { copyNames } from "../../session/write/rename.ts";
import type { Chatbot, ChatbotForm, ChatbotSummary, KnowledgeDocument } from "../schema.ts";
import { chatbotColumns, toChatbotSummary } from "../session-row.ts";

export type DirectoryPage = { search?: string | undefined; limit: number; skip: number };

const isLive = (id: string, ownerId: string) =>
  and(eq(chatbot.id, id), eq(chatbot.ownerId, ownerId), isNull(chatbot.deletedAt));

/** Reads and writes of chatbots and their knowledge bases, each limited to one owner. */
export function chatbotStore(db: Db) {
  const findDocuments = db
    .select({ id: chatbotDocument.id, title: chatbotDocument.title, content: chatbotDocument.content })
    .from(chatbotDocument)
    .where(
      and(
        eq(chatbotDocument.chatbotId, sql.placeholder("id")),
        eq(chatbotDocument.ownerId, sql.placeholder("ownerId")),
      ),
    )
    .orderBy(asc(chatbotDocument.position))
    .prepare("chatbot_documents");

  async function find(id: string, ownerId: string): Promise<Chatbot | undefined> {
    const [[row], documents] = await Promise.all([
      db.select(chatbotColumns).from(chatbot).where(isLive(id, ownerId)),
      findDocuments.execute({ id, ownerId }),
    ]);
    return row && { ...toChatbotSummary(row), knowledgeBase: documents };
  }

  return {
    /** Finds a chatbot with its knowledge base; undefined when it does not exist or was deleted. */
    find,

    /** Lists chatbots, newest first, without their knowledge bases. */
    async list(ownerId: string, page: DirectoryPage): Promise<{ items: ChatbotSummary[]; total: number }> {
      const matches = and(
        eq(chatbot.ownerId, ownerId),
        isNull(chatbot.deletedAt),
        page.search ? sql`${chatbot.name} ilike ${containsPattern(page.search)}` : undefined,
      );
      const [rows, total] = await Promise.all([
        db
          .select(chatbotColumns)
          .from(chatbot)
          .where(matches)
          .orderBy(desc(chatbot.createdAt), desc(chatbot.id))
          .limit(page.limit)
          .offset(page.skip),
        db.$count(chatbot, matches),
      ]);
      return { items: rows.map(toChatbotSummary), total };
    },

    /** Rejects with a unique violation when the id is taken. */
    async create(id: string, ownerId: string, form: ChatbotForm, now: Date): Promise<Chatbot> {
      const { knowledgeBase, ...fields } = form;
      return db.transaction(async (tx) => {
        const [row] = await tx
          .insert(chatbot)
          .values({ id, ownerId, ...fields, createdAt: now, updatedAt: now })
          .returning(chatbotColumns);
        if (!row) throw new Error("the insert returned no row");
        return {
          ...toChatbotSummary(row),
          knowledgeBase: await replaceDocuments(tx, id, ownerId, knowledgeBase, now),
        };
      });
    },

    /** @returns undefined when the chatbot does not exist, or its version is not `ifVersion`. */
    async update(
      id: string,
      ownerId: string,
      changes: { [K in keyof ChatbotForm]?: ChatbotForm[K] | undefined },
      ifVersion: number | undefined,
      now: Date,
    ): Promise<Chatbot | undefined> {
      const { knowledgeBase, ...fields } = changes;
      const changed = await db.transaction(async (tx) => {
        const isExpected = ifVersion === undefined ? undefined : eq(chatbot.version, ifVersion);
        const rows = await tx
          .update(chatbot)
          .set({ ...fields, updatedAt: now, version: sql`${chatbot.version} + 1` })
          .where(and(isLive(id, ownerId), isExpected))
          .returning({ id: chatbot.id });
        if (rows.length === 0) return false;
        if (knowledgeBase) await replaceDocuments(tx, id, ownerId, knowledgeBase, now);
        if (fields.name !== undefined) await copyNames(tx, "responder", ownerId, [{ id, name: fields.name }]);
        return true;
      });
      return changed ? find(id, ownerId) : undefined;
    },

    /**
     * Marks a chatbot as deleted and erases its prompt and knowledge base. Its row stays, because sessions refer to it.
     */
    async remove(id: string, ownerId: string, now: Date): Promise<boolean> {
      return db.transaction(async (tx) => {
        const rows = await tx
          .update(chatbot)
          .set({ deletedAt: now, updatedAt: now, version: sql`${chatbot.version} + 1`, promptTemplate: "" })
          .where(isLive(id, ownerId))
          .returning({ id: chatbot.id });
        if (rows.length > 0) await replaceDocuments(tx, id, ownerId, [], now);
        return rows.length > 0;
      });
    },
  };
}

/**
 * Replaces a knowledge base. The caller's insert or update has locked the chatbot's row, so replacements can't overlap.
 */
async function replaceDocuments(
  tx: Tx,
  chatbotId: string,
  ownerId: string,
  documents: ChatbotForm["knowledgeBase"],
  now: Date,
): Promise<KnowledgeDocument[]> {
  await tx
    .delete(chatbotDocument)
    .where(and(eq(chatbotDocument.chatbotId, chatbotId), eq(chatbotDocument.ownerId, ownerId)));
  const stored = documents.map((document) => ({ id: prefixedId("doc", now), ...document }));
  if (stored.length > 0) {
    const rows = stored.map((document, position) => ({ ...document, position, chatbotId, ownerId }));
    await tx.insert(chatbotDocument).values(rows);
  }
  return stored;
}
