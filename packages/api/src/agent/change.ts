import type { ActorContext } from "../trpc.ts";
import { enterAgentSession, whileAlive } from "./gate.ts";
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
  const own = await enterAgentSession(ctx, sessionId);
  const { id, ownerId } = own;
  const { agentSessions, bus, clock } = ctx.services;
  const now = clock();
  const changed = await whileAlive(ctx, own, now, () =>
    agentSessions.change(id, ownerId, type, now, (row) => rule(row, now)),
  );
  bus.publish({ ownerId, sessionId: id });
  return toAgentSession(changed, now);
}
