import type { AgentSession } from "@parley/api/agent/schema";
import type { RouterOutputs } from "@parley/api/root";
import type { Message } from "@parley/api/session/schema";
import type * as z from "zod";
import type { listedSession, sentMessage, sessionInfo, wireMessage } from "./wire.ts";

/** Each field is listed, so that a field added to the router's output does not leak into the documented response. */

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

export function toSentMessage({
  message,
  sessionStatus,
}: RouterOutputs["agent"]["messages"]["send"]): z.infer<typeof sentMessage> {
  return {
    ...toWireMessage(message),
    sessionStatus: {
      expiresAt: sessionStatus.expiresAt,
      renewalCount: sessionStatus.renewalCount,
      wasRenewed: sessionStatus.wasRenewed,
      isNearExpiration: sessionStatus.isNearExpiration,
    },
  };
}
