import type { AgentSession } from "@parley/api/agent/schema";
import type { Message } from "@parley/api/session/schema";
import type * as z from "zod";
import type { listedSession, sessionInfo, wireMessage } from "./wire.ts";

/** Field by field, so that what the product adds to its own objects never shows here by itself. */

export function toSessionInfo(session: AgentSession): z.infer<typeof sessionInfo> {
  return {
    sessionId: session.id,
    agentId: session.agentId,
    userId: session.userId,
    createdAt: session.createdAt,
    lastActivity: session.lastActivity,
    expiresAt: session.expiresAt,
    timeRemaining: session.timeRemaining,
    isNearExpiration: session.isNearExpiration,
    timeoutConfig: session.timeoutConfig,
    renewalCount: session.renewalCount,
    metadata: session.metadata,
  };
}

export function toListedSession(session: AgentSession): z.infer<typeof listedSession> {
  return {
    sessionId: session.id,
    agentId: session.agentId,
    userId: session.userId,
    createdAt: session.createdAt,
    expiresAt: session.expiresAt,
    timeRemaining: session.timeRemaining,
    isNearExpiration: session.isNearExpiration,
    renewalCount: session.renewalCount,
  };
}

export function toWireMessage(message: Message): z.infer<typeof wireMessage> {
  return {
    id: message.id,
    sessionId: message.sessionId,
    content: message.content,
    authorId: message.authorId,
    isAgent: message.isAgent,
    createdAt: message.createdAt,
    metadata: message.metadata,
    attachments: message.attachments,
  };
}
