import type { SessionKind } from "@parley/db/schema/session";
import { DomainError } from "../../errors.ts";
import type { ActorContext } from "../../trpc.ts";

declare const ofCaller: unique symbol;
/** A session's id that was found to be the caller's: only the gates of this folder and of a kind can make one. */
export type OwnSession = { readonly id: string; readonly ownerId: string; readonly [ofCaller]: true };

/** Any person's session, of any kind, as the inbox sees it: somebody else's is not found. */
export async function enterAny(ctx: ActorContext, id: string): Promise<OwnSession & { kind: SessionKind }> {
  const { actor, services } = ctx;
  if (actor.type === "session" && actor.sessionId !== id) throw notFound(id);
  const found = await services.sessions.position(id, actor.ownerId);
  if (!found) throw notFound(id);
  return { id, ownerId: actor.ownerId, kind: found.kind } as OwnSession & { kind: SessionKind };
}

export const notFound = (id: string) =>
  new DomainError("SESSION_NOT_FOUND", `Session ${id} was not found`, { sessionId: id });

const MINUTE = 60_000;

/**
 * Counts a request that is not one of a kind's own against the caller's account. Those who hold a session's token
 * are each counted alone: none of them can use up what its owner may ask.
 */
export async function takeAccountLimit(ctx: ActorContext): Promise<void> {
  const { actor, services } = ctx;
  const { limiter, settings } = services;
  const limit = {
    key: actor.type === "session" ? `visitor:${actor.sessionId}` : `account:${actor.ownerId}`,
    limit: settings.limits.perAccountMinute,
    windowMs: MINUTE,
  };
  const rate = await limiter.take([limit]);
  if (rate) ctx.response.rate = rate;
}
