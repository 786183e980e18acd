import type { ActorContext } from "../context.ts";
import type { Need } from "../session/access/gate.ts";
import type { Changes } from "./change.ts";
import { enterAgentSession, whileAlive } from "./gate.ts";
import type { AgentSession } from "./schema.ts";
import { agentServices } from "./services.ts";
import { type AgentSessionRow, toAgentSession } from "./session-row.ts";

/**
 * Changes a session that has not expired. The rule sees the locked row, so that it decides on current data.
 * @param type of the event that publishes the change.
 * @param rule returns the changes, or throws to refuse.
 * @throws DomainError SESSION_NOT_FOUND, FORBIDDEN, SESSION_EXPIRED, RATE_LIMITED, and what the rule throws.
 */
export async function changeAlive(
  ctx: ActorContext,
  sessionId: string,
  need: Need,
  type: string,
  rule: (row: AgentSessionRow, now: Date) => Changes,
): Promise<AgentSession> {
  const session = await enterAgentSession(ctx, sessionId, need);
  const { bus, clock } = ctx.services;
  const { sessions } = agentServices(ctx.services);
  const now = clock();
  const changed = await whileAlive(ctx, session, now, () =>
    sessions.change(session, type, now, (row) => rule(row, now)),
  );
  bus.publish({ ownerId: session.ownerId, sessionId });
  return toAgentSession(changed, now);
}
