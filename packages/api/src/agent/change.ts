import { notFound } from "../session/gate.ts";
import type { ActorContext } from "../trpc.ts";
import { assertAlive, enterAgentSession, expired } from "./gate.ts";
import type { Changes } from "./lifecycle.ts";
import type { AgentSession } from "./schema.ts";
import { type AgentSessionRow, toAgentSession } from "./session-row.ts";

/**
 * Changes a session that is alive, by a rule that sees what is true at that moment.
 * @param type of the event that tells of it.
 * @param rule says what to change; what it throws changes nothing.
 */
export async function changeSession(
  ctx: ActorContext,
  sessionId: string,
  type: string,
  rule: (row: AgentSessionRow, now: Date) => Changes,
): Promise<AgentSession> {
  const { id, ownerId } = await enterAgentSession(ctx, sessionId);
  const { agentSessions, bus, clock } = ctx.services;
  const now = clock();
  const changed = await agentSessions.change(id, ownerId, type, now, (row) =>
    rule(assertAlive(row, id, now), now),
  );
  if (!changed) throw notFound(id);
  bus.publish({ ownerId, sessionId: id });
  return toAgentSession(changed, now);
}

/** Why a statement that needs a session alive found none. */
export async function whyNotAlive(ctx: ActorContext, id: string, ownerId: string): Promise<Error> {
  const row = await ctx.services.agentSessions.find(id, ownerId);
  return row ? expired(id, row.expiresAt) : notFound(id);
}
