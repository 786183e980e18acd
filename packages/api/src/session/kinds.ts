import type { SessionKind } from "@parley/db/schema/session";
import type { AgentSession } from "../agent/schema.ts";
import { hasExpired, toAgentSession } from "../agent/session-row.ts";
import type { ChatbotSession } from "../chatbot/schema.ts";
import { toChatbotSession } from "../chatbot/session-row.ts";
import type { Services } from "../services.ts";

/** A session of any kind; `kind` tells which. */
export type AnySession = AgentSession | ChatbotSession;

type Read = (services: Services, id: string, ownerId: string) => Promise<AnySession | undefined>;

/** How a session of each kind is read for those who watch any. */
const READERS: Record<SessionKind, Read> = {
  async agent({ agentSessions, clock }, id, ownerId) {
    const now = clock();
    const found = await agentSessions.find(id, ownerId);
    return found && toAgentSession(found, now);
  },
  async chatbot({ chatbotSessions }, id, ownerId) {
    const found = await chatbotSessions.find(id, ownerId);
    return found && toChatbotSession(found);
  },
};

/** The session as it is now; undefined when it is gone. */
export const readAny = (services: Services, kind: SessionKind, id: string, ownerId: string) =>
  READERS[kind](services, id, ownerId);

/** The same for somebody who is told of it: an expiry that somebody is told of is final. */
export async function tellAny(
  services: Services,
  kind: SessionKind,
  id: string,
  ownerId: string,
): Promise<AnySession | undefined> {
  if (kind !== "agent") return readAny(services, kind, id, ownerId);
  const { agentSessions, clock } = services;
  const now = clock();
  const found = await agentSessions.find(id, ownerId);
  const row = found && hasExpired(found, now) ? await agentSessions.settle(id, ownerId, now) : found;
  return row && toAgentSession(row, now);
}

type Remove = (services: Services, id: string, ownerId: string) => Promise<boolean>;

const REMOVERS: Record<SessionKind, Remove> = {
  agent: ({ agentSessions }, id, ownerId) => agentSessions.remove(id, ownerId),
  chatbot: ({ chatbotSessions }, id, ownerId) => chatbotSessions.remove(id, ownerId),
};

/** Removes a session with all that was said in it. @returns false when it was gone already. */
export const removeAny = (services: Services, kind: SessionKind, id: string, ownerId: string) =>
  REMOVERS[kind](services, id, ownerId);
