import { DomainError } from "../errors.ts";
import { type OwnSession, takeAccountLimit } from "../session/access/gate.ts";
import type { ActorContext } from "../trpc.ts";
import { sessionNotFound } from "./rules.ts";
import type { Transcript } from "./schema.ts";
import { toTranscript } from "./session-row.ts";

/**
 * Counts a request to the chatbot kind and says whose it is.
 * @throws DomainError FORBIDDEN for an agent session's token, which opens that session alone; RATE_LIMITED.
 */
export async function enterAsOwner(ctx: ActorContext): Promise<string> {
  if (ctx.actor.type === "session")
    throw new DomainError("FORBIDDEN", "A session's token opens that session alone");
  await takeAccountLimit(ctx);
  return ctx.actor.ownerId;
}

/** A session with all that was said in it. @throws DomainError SESSION_NOT_FOUND, also for somebody else's. */
export async function readTranscript(ctx: ActorContext, id: string, ownerId: string): Promise<Transcript> {
  const found = await ctx.services.chatbotSessions.transcript(id, ownerId);
  if (!found) throw sessionNotFound();
  return toTranscript(found);
}

/** Tells everybody who watches that something happened in a session. */
export const tell = (ctx: ActorContext, { id: sessionId, ownerId }: Pick<OwnSession, "id" | "ownerId">) =>
  ctx.services.bus.publish({ ownerId, sessionId });
