import type { ActorContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { type EnteredSession, enter, type Need, sessionNotFound } from "../session/access/gate.ts";
import type { SessionKey } from "../session/write/change.ts";
import { AGENT_REASONS } from "./reasons.ts";
import { agentServices } from "./services.ts";
import { type AgentSessionRow, hasExpired } from "./session-row.ts";
import { agentSettingsOf } from "./settings.ts";
import type { AgentSessionFacts } from "./store.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An agent session that the caller may access, with its agent and user. */
export type EnteredAgentSession = EnteredSession & AgentSessionFacts;

/**
 * Checks that the caller may access an agent session, and counts the request against the rate limits.
 * @throws DomainError SESSION_NOT_FOUND; FORBIDDEN for another owner's session, as the API documents; RATE_LIMITED.
 */
export async function enterAgentSession(
  ctx: ActorContext,
  id: string,
  need: Need,
): Promise<EnteredAgentSession> {
  const session = await enter(ctx, id, need, "agent").catch(async (error) => {
    throw await asForbidden(ctx, id, error);
  });
  const facts = await agentServices(ctx.services).sessions.facts(id, session.ownerId);
  if (!facts) throw sessionNotFound(id);
  await takeLimits(ctx, { sessionId: id, agentId: facts.agentId, userId: facts.userId });
  return { ...session, ...facts };
}

/** The API documents FORBIDDEN for another owner's session, and SESSION_NOT_FOUND only for one that does not exist. */
async function asForbidden({ services }: ActorContext, id: string, error: unknown): Promise<unknown> {
  if (!(error instanceof DomainError) || error.reason !== "SESSION_NOT_FOUND") return error;
  if (!(await services.access.exists(id, "agent"))) return error;
  return new DomainError("FORBIDDEN", "This session belongs to somebody else");
}

type LimitSubjects = { sessionId?: string; agentId?: string; userId?: string };

/**
 * Counts a request against the limits of its session, user and agent. With a session token the user is the outside
 * user, otherwise the account.
 * @throws DomainError RATE_LIMITED.
 */
export async function takeLimits(
  ctx: ActorContext,
  { sessionId, agentId, userId }: LimitSubjects,
): Promise<void> {
  const { actor, services, response } = ctx;
  const { perSessionMinute, perUserHour, perAgentHour } = agentSettingsOf(services).limits;
  const user = actor.type === "session" ? `${actor.ownerId}:${userId}` : actor.ownerId;
  const limits = [{ key: `user:${user}`, limit: perUserHour, windowMs: HOUR }];
  if (sessionId) limits.push({ key: `session:${sessionId}`, limit: perSessionMinute, windowMs: MINUTE });
  if (agentId) limits.push({ key: `agent:${agentId}`, limit: perAgentHour, windowMs: HOUR });
  const rate = await services.limiter.take(limits);
  if (rate) response.rate = rate;
}

export const agentNotFound = (agentId: string) =>
  new DomainError(AGENT_REASONS.AGENT_NOT_FOUND, `Agent ${agentId} was not found`, { agentId });

export const sessionExpired = (id: string, expiresAt: Date) =>
  new DomainError(AGENT_REASONS.SESSION_EXPIRED, `Session ${id} has expired`, {
    sessionId: id,
    expiredAt: expiresAt.toISOString(),
  });

/**
 * Reads a session that must not have expired. An expiry found here is stored and published, which makes it final: the
 * session stays expired even if the clock is set back.
 * @throws DomainError SESSION_NOT_FOUND or SESSION_EXPIRED.
 */
export async function readAlive(
  { services }: ActorContext,
  key: SessionKey,
  now: Date,
): Promise<AgentSessionRow> {
  const { sessions } = agentServices(services);
  const found = await sessions.find(key.id, key.ownerId);
  const row = found && hasExpired(found, now) ? await sessions.settle(key, now) : found;
  if (!row) throw sessionNotFound(key.id);
  if (row.expiredAt === null) return row;
  if (found?.expiredAt === null) services.bus.publish({ ownerId: key.ownerId, sessionId: key.id });
  throw sessionExpired(key.id, row.expiresAt);
}

/**
 * Runs a statement that returns undefined when the session is deleted or expired.
 * @throws DomainError SESSION_NOT_FOUND or SESSION_EXPIRED in that case.
 */
export async function whileAlive<T>(
  ctx: ActorContext,
  key: SessionKey,
  now: Date,
  run: () => Promise<T | undefined>,
): Promise<T> {
  for (;;) {
    const result = await run();
    if (result !== undefined) return result;
    // Throws, unless the session was renewed after the statement ran: then the statement is retried.
    await readAlive(ctx, key, now);
  }
}

export const renewalFailed = (row: AgentSessionRow) =>
  new DomainError(
    AGENT_REASONS.SESSION_RENEWAL_FAILED,
    "The session has reached its maximum duration and can't be renewed",
    {
      sessionId: row.id,
      maxDurationMinutes: row.maxDurationMinutes,
      expiresAt: row.expiresAt.toISOString(),
    },
  );
