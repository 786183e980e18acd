import type { ActorContext } from "../../context.ts";
import { DomainError } from "../../errors.ts";
import { isOver } from "../over.ts";
import type { Access } from "./store.ts";

/** What a request wants to do with a session. */
export type Need = "read" | "write" | "manage";
/** As what a caller is in a session. A visitor holds the session's token and nothing else. */
export type Role = Access["role"] | "visitor";

const ALLOWED: Record<Role, readonly Need[]> = {
  owner: ["read", "write", "manage"],
  partner: ["read", "write"],
  editor: ["read", "write"],
  viewer: ["read"],
  visitor: ["read", "write"],
};

declare const entered: unique symbol;
/** A session that the caller was let in to. Only `enter` makes one; every read and write of a session takes it. */
export type EnteredSession = Omit<Access, "role"> & {
  readonly id: string;
  readonly role: Role;
  /** The account whose view of the session this is. */
  readonly viewerId: string;
  readonly [entered]: true;
};

/**
 * Lets the caller in to a session.
 * @param kind the only kind that the caller may mean; any kind without it.
 * @throws DomainError SESSION_NOT_FOUND when there is none, or when the caller has no part in it; FORBIDDEN when the
 *   caller's role does not allow `need`; the kind's own refusal for the token of a session that has ended.
 */
export async function enter(
  ctx: ActorContext,
  id: string,
  need: Need,
  kind?: string,
): Promise<EnteredSession> {
  const { actor, services } = ctx;
  if (actor.type === "session" && actor.sessionId !== id) throw sessionNotFound(id);
  const access = await services.access.of(id, actor.ownerId);
  if (!access || (kind !== undefined && access.kind !== kind)) throw sessionNotFound(id);
  const role: Role = actor.type === "session" ? "visitor" : access.role;
  const session = { ...access, id, role, viewerId: actor.ownerId } as EnteredSession;
  ctx.response.session = { id, ownerId: access.ownerId };
  if (!isAllowed(session, need)) throw new DomainError("FORBIDDEN", FORBIDDEN_FOR[need], { sessionId: id });
  if (role === "visitor") await refuseAfterEnd(ctx, session);
  return session;
}

const FORBIDDEN_FOR: Record<Need, string> = {
  read: "This session belongs to somebody else",
  write: "You may read this session, not write in it",
  manage: "This is for the session's owner alone",
};

/** A room is removed with the session that it belongs to, never alone. */
const isAllowed = ({ role, parent }: EnteredSession, need: Need): boolean =>
  ALLOWED[role].includes(need) && !(need === "manage" && parent !== null);

/** A token opens its session until that ends. */
async function refuseAfterEnd(ctx: ActorContext, session: EnteredSession): Promise<void> {
  const { access, kinds, clock } = ctx.services;
  const { settleEnd } = kinds.of(session.kind);
  if (!settleEnd) return;
  const end = await access.endOf(session.id, session.ownerId);
  if (end && isOver(end, clock())) throw await settleEnd(ctx.services, session);
}

/** Lets the caller in to what concerns a person, not the bearer of a session's token: read state, pins, the archive. */
export async function enterAsPerson(ctx: ActorContext, id: string, need: Need): Promise<EnteredSession> {
  const session = await enter(ctx, id, need);
  if (session.role === "visitor") throw new DomainError("FORBIDDEN", FORBIDDEN_FOR.manage);
  return session;
}

/** @throws DomainError FORBIDDEN for a session's token, which opens that session alone. */
export function requirePerson({ actor }: ActorContext): string {
  if (actor.type === "session")
    throw new DomainError("FORBIDDEN", "A session's token opens that session alone");
  return actor.ownerId;
}

export const sessionNotFound = (id: string) =>
  new DomainError("SESSION_NOT_FOUND", `Session ${id} was not found`, { sessionId: id });

const MINUTE = 60_000;

/**
 * Counts a request against the caller's account, unless its kind has limits of its own. Holders of a session's token are
 * each counted alone: none of them can use up the owner's limit.
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
