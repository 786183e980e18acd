import type { Summary } from "@parley/ai/port";
import type { Db } from "@parley/db/client";
import { chatbotSession } from "@parley/db/schema/chatbot";
import { and, eq } from "drizzle-orm";
import { touchSession } from "../../session/write/change.ts";

/** A report with what made it said in it: whoever reads it anywhere knows. The built-in engine says so itself. */
export function reportOf({ text, model, engine }: Summary): string {
  const said = text.trim();
  if (said === "") return "Nothing was said in this session.";
  if (engine === "built-in") return said;
  return `${said}\n\n_Written by the language model ${model}. It can be wrong: the messages are what was said._`;
}

/** Keeps a session's report. It is a change of the session like others: whoever watches it is shown it. */
export async function keepReport(
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
