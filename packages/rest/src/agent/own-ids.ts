import type { Caller } from "@parley/api/root";
import { ids } from "./examples.ts";

/** The caller's first agent and latest active session, for the examples. */
export async function ownIds(caller: Caller): Promise<Record<string, string | undefined>> {
  const [agents, sessions] = await Promise.all([caller.agent.agents.list(), caller.agent.list({ limit: 1 })]);
  return { [ids.agentId]: agents.items[0]?.id, [ids.sessionId]: sessions.items[0]?.id };
}
