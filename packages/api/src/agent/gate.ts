import { DomainError } from "../errors.ts";
import { notFound, type OwnSession } from "../session/access/gate.ts";
import type { ActorContext } from "../trpc.ts";
import { type AgentSessionRow, hasExpired } from "./session-row.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An agent session that the caller may use, and who is in it. */
export type OwnAgentSession = OwnSession & { agentId: string; userId: string };

/**
 * Lets the caller in to an agent session and counts the request.
 * @throws DomainError SESSION_NOT_FOUND, FORBIDDEN for somebody else's session, RATE_LIMITED.
 */
export async function enterAgentSession(ctx: ActorContext, id: string): Promise<OwnAgentSession> {
  const { actor, services } = ctx;
  const facts = await services.agentSessions.facts(id);
  if (!facts) throw notFound(id);
  const isOther = actor.type === "session" && actor.sessionId !== id;
  if (isOther || facts.ownerId !== actor.ownerId)
    throw new DomainError("FORBIDDEN", "This session belongs to somebody else");
  await takeLimits(ctx, { sessionId: id, agentId: facts.agentId, userId: facts.userId });
  return { id, ...facts } as OwnAgentSession;
}

type Counted = { sessionId?: string; agentId?: string; userId?: string };

/**
 * Counts a request against the session, the user and the agent it is about. The user is whoever the credential
 * stands for: the outside user where a session's token is used, the account otherwise.
 */
export async function takeLimits(ctx: ActorContext, { sessionId, agentId, userId }: Counted): Promise<void> {
  const { actor, services, response } = ctx;
  const { perSessionMinute, perUserHour, perAgentHour } = services.settings.limits;
  const user = actor.type === "session" ? `${actor.ownerId}:${userId}` : actor.ownerId;
  const limits = [{ key: `user:${user}`, limit: perUserHour, windowMs: HOUR }];
  if (sessionId) limits.push({ key: `session:${sessionId}`, limit: perSessionMinute, windowMs: MINUTE });
  if (agentId) limits.push({ key: `agent:${agentId}`, limit: perAgentHour, windowMs: HOUR });
  const rate = await services.limiter.take(limits);
  if (rate) response.rate = rate;
}

export const agentNotFound = (agentId: string) =>
  new DomainError("AGENT_NOT_FOUND", `Agent ${agentId} was not found`, { agentId });

const expired = (id: string, expiresAt: Date) =>
  new DomainError("SESSION_EXPIRED", `Session ${id} has expired`, {
    sessionId: id,
    expiredAt: expiresAt.toISOString(),
  });

/**
 * The session, alive. An expiry that is found here is announced, and so final: whoever was told of it is told the
 * same when the clock is set back.
 * @throws DomainError when the session is gone or has expired.
 */
export async function readAlive(
  ctx: ActorContext,
  id: string,
  ownerId: string,
  now: Date,
): Promise<AgentSessionRow> {
  const { agentSessions, bus } = ctx.services;
  const found = await agentSessions.find(id, ownerId);
  const row = found && hasExpired(found, now) ? await agentSessions.settle(id, ownerId, now) : found;
  if (!row) throw notFound(id);
  if (row.expiredAt === null) return row;
  if (found?.expiredAt === null) bus.publish({ ownerId, sessionId: id });
  throw expired(id, row.expiresAt);
}

/**
 * Runs a statement that yields nothing when the session is not alive.
 * @throws DomainError that says why it yielded nothing.
 */
export async function whileAlive<T>(
  ctx: ActorContext,
  { id, ownerId }: OwnSession,
  now: Date,
  run: () => Promise<T | undefined>,
): Promise<T> {
  for (;;) {
    const done = await run();
    if (done !== undefined) return done;
    // Returns only when somebody has renewed the session in between.
    await readAlive(ctx, id, ownerId, now);
  }
}

export const renewalFailed = (row: AgentSessionRow) =>
  new DomainError(
    "SESSION_RENEWAL_FAILED",
    "The session has reached its maximum duration and can't be renewed",
    {
      sessionId: row.id,
      maxDurationMinutes: row.maxDurationMinutes,
      expiresAt: row.expiresAt.toISOString(),
    },
  );
