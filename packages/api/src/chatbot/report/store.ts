import type { Summary } from "@parley/ai/port";
import type { Db } from "@parley/db/client";
import { chatbotSession } from "@parley/db/schema/chatbot";
import { and, eq } from "drizzle-orm";
import { touchSession } from "../../session/write/change.ts";

/** The report's text, which states how it was generated. The built-in engine's own text contains that already. */
export function reportOf({ text, model, engine }: Summary): string {
  const summary = text.trim();
  if (summary === "") return "Nothing was said in this session.";
  if (engine === "built-in") return summary;
  return `${summary}\n\n_Written by the language model ${model}. It can be wrong: the messages are what was said._`;
}

/** Stores a session's report as a change of the session, with an event for its subscribers. */
export async function storeReport(
  db: Db,
  { id, ownerId }: { id: string; ownerId: string },
  report: string,
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    await touchSession(tx, { id, ownerId }, now);
    await tx
      .update(chatbotSession)
      .set({ report })
      .where(and(eq(chatbotSession.sessionId, id), eq(chatbotSession.ownerId, ownerId)));
  });
}
