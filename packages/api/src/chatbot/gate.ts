import type { ActorContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import {
  type EnteredSession,
  enter,
  type Need,
  requirePerson,
  takeAccountLimit,
} from "../session/access/gate.ts";
import { sessionNotFound } from "./rules.ts";
import type { Transcript } from "./schema.ts";
import { chatbotServices } from "./services.ts";
import { toTranscript } from "./session-row.ts";

/**
 * Counts a request to the chatbot kind against the account's rate limit.
 * @returns the account of the caller.
 * @throws DomainError FORBIDDEN for a session token, which gives access to one agent session only; RATE_LIMITED.
 */
export async function enterAsOwner(ctx: ActorContext): Promise<string> {
  const ownerId = requirePerson(ctx);
  await takeAccountLimit(ctx);
  return ownerId;
}

/**
 * Checks that the caller may access a chatbot session, and counts the request.
 * @param notFound makes the refusal when there is no such session, or the caller may not know of it.
 */
export async function enterChatbotSession(
  ctx: ActorContext,
  id: string,
  need: Need,
  notFound: () => DomainError = sessionNotFound,
): Promise<EnteredSession> {
  await enterAsOwner(ctx);
  return enter(ctx, id, need, "chatbot").catch((error) => {
    const isUnknown = error instanceof DomainError && error.reason === "SESSION_NOT_FOUND";
    throw isUnknown ? notFound() : error;
  });
}

/** Reads a session with all of its messages. @throws DomainError SESSION_NOT_FOUND. */
export async function readTranscript(
  { services }: ActorContext,
  { id, ownerId }: EnteredSession,
): Promise<Transcript> {
  const found = await chatbotServices(services).sessions.transcript(id, ownerId);
  if (!found) throw sessionNotFound();
  return toTranscript(found);
}

/** Notifies the session's subscribers of a change. */
export const notify = ({ services }: ActorContext, { id, ownerId }: Pick<EnteredSession, "id" | "ownerId">) =>
  services.bus.publish({ ownerId, sessionId: id });
