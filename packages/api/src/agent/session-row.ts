import { agentSession } from "@parley/db/schema/agent";
import { session } from "@parley/db/schema/session";
import { isExpired, isNearExpiration, timeRemaining } from "./rules.ts";
import type { AgentSession, SessionStatus, TimeoutConfig } from "./schema.ts";

/** The columns of `session` that an agent session uses. */
export const baseColumns = {
  id: session.id,
  title: session.title,
  metadata: session.metadata,
  version: session.version,
  createdAt: session.createdAt,
};

/** The columns of `agent_session`. */
export const ownColumns = {
  agentId: agentSession.agentId,
  userId: agentSession.userId,
  timeoutMinutes: agentSession.timeoutMinutes,
  autoRenew: agentSession.autoRenew,
  maxDurationMinutes: agentSession.maxDurationMinutes,
  warningThresholdMinutes: agentSession.warningThresholdMinutes,
  lastActivityAt: agentSession.lastActivityAt,
  renewedAt: agentSession.renewedAt,
  renewalCount: agentSession.renewalCount,
  expiresAt: agentSession.expiresAt,
  maxExpiresAt: agentSession.maxExpiresAt,
  expiredAt: agentSession.expiredAt,
};

/** All columns of an agent session, from both tables. */
export const agentSessionColumns = { ...baseColumns, ...ownColumns };

type Columns = typeof agentSessionColumns;
export type AgentSessionRow = {
  [K in keyof Columns]: Columns[K]["_"]["notNull"] extends true
    ? Columns[K]["_"]["data"]
    : Columns[K]["_"]["data"] | null;
};

/** A stored expiry is final, even when the clock is set back. */
export function hasExpired(row: Pick<AgentSessionRow, "expiresAt" | "expiredAt">, now: Date): boolean {
  return row.expiredAt !== null || isExpired(row.expiresAt, now);
}

export function timeoutOf(row: TimeoutConfig): TimeoutConfig {
  const { timeoutMinutes, autoRenew, maxDurationMinutes, warningThresholdMinutes } = row;
  return { timeoutMinutes, autoRenew, maxDurationMinutes, warningThresholdMinutes };
}

export function toAgentSession(row: AgentSessionRow, now: Date): AgentSession {
  const expired = hasExpired(row, now);
  return {
    id: row.id,
    kind: "agent",
    agentId: row.agentId,
    userId: row.userId,
    title: row.title,
    status: expired ? "expired" : "active",
    createdAt: row.createdAt.toISOString(),
    lastActivity: row.lastActivityAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    maxExpiresAt: row.maxExpiresAt.toISOString(),
    timeRemaining: expired ? 0 : timeRemaining(row.expiresAt, now),
    isNearExpiration: !expired && isNearExpiration(row.expiresAt, row.warningThresholdMinutes, now),
    timeoutConfig: timeoutOf(row),
    renewalCount: row.renewalCount,
    metadata: row.metadata,
    version: row.version,
  };
}

type StatusRow = Pick<AgentSessionRow, "expiresAt" | "renewalCount" | "warningThresholdMinutes">;

export function toSessionStatus(row: StatusRow, wasRenewed: boolean, now: Date): SessionStatus {
  return {
    expiresAt: row.expiresAt.toISOString(),
    renewalCount: row.renewalCount,
    wasRenewed,
    isNearExpiration: isNearExpiration(row.expiresAt, row.warningThresholdMinutes, now),
    timeRemaining: timeRemaining(row.expiresAt, now),
  };
}
