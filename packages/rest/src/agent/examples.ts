/** The examples of the API document. A test checks that each satisfies its schema. */
const timeoutConfig = {
  timeoutMinutes: 30,
  autoRenew: true,
  maxDurationMinutes: 180,
  warningThresholdMinutes: 5,
};
/** The ids in the examples. */
export const ids = {
  sessionId: "019ab1c2-7d3e-7f10-9a42-5b6c7d8e9f01",
  agentId: "019ab1c0-11aa-7c3d-8e4f-0a1b2c3d4e5f",
  userId: "user-456",
};

export const createRequest = {
  agentId: ids.agentId,
  userId: ids.userId,
  metadata: { plan: "trial" },
  timeoutConfig,
};

export const info = {
  ...ids,
  createdAt: "2026-11-21T09:00:00.000Z",
  lastActivity: "2026-11-21T09:04:12.345Z",
  expiresAt: "2026-11-21T09:34:12.345Z",
  timeRemaining: 1_798_000,
  isNearExpiration: false,
  timeoutConfig,
  renewalCount: 2,
  metadata: { plan: "trial" },
};

export const created = {
  ...info,
  lastActivity: info.createdAt,
  expiresAt: "2026-11-21T09:30:00.000Z",
  timeRemaining: 1_800_000,
  renewalCount: 0,
  status: "active" as const,
  sessionToken: `pst_${ids.sessionId}.4YbXl0y9Qm3s`,
};

const { lastActivity: _, timeoutConfig: __, metadata: ___, ...listed } = info;
export const list = {
  sessions: [listed],
  total: 1,
  limit: 50,
  offset: 0,
  stats: { totalSessions: 3, activeSessions: 1, expiredSessions: 2 },
};

const message = `Session ${ids.sessionId} deleted successfully`;
export const deleted = { success: true as const, message, data: { success: true as const, message } };

export const sendRequest = { content: "Hello, how can I help you today?" };

const question = {
  id: "019ab1c6-52b8-7e90-8d11-2f3a4b5c6d7e",
  sessionId: ids.sessionId,
  content: "Where is my order?",
  authorId: ids.userId,
  isAgent: false,
  createdAt: "2026-11-21T09:04:12.345Z",
  metadata: {},
  attachments: [],
};
const answer = {
  ...question,
  id: "019ab1c6-5a01-7b22-9c33-3d4e5f607182",
  content: "It left the warehouse this morning.",
  authorId: ids.agentId,
  isAgent: true,
  createdAt: "2026-11-21T09:04:14.210Z",
};

export const sent = {
  ...question,
  sessionStatus: {
    expiresAt: info.expiresAt,
    renewalCount: 2,
    wasRenewed: true,
    isNearExpiration: false,
  },
};

export const history = {
  messages: [answer, question],
  hasMore: false,
  cursors: { before: Date.parse(question.createdAt), after: Date.parse(answer.createdAt) },
};

export const timeoutRequest = { timeoutMinutes: 120, autoRenew: false, maxDurationMinutes: 480 };
export const timeoutAnswer = {
  sessionId: ids.sessionId,
  timeoutConfig: { ...timeoutRequest, warningThresholdMinutes: 5 },
  expiresAt: "2026-11-21T11:00:00.000Z",
  renewalCount: 2,
};

export const healthy = {
  status: "healthy" as const,
  activeSessions: 123,
  timestamp: "2026-11-21T09:05:00.000Z",
  expiringSoon: 4,
  invalidSessions: 0,
  uptime: 86_400,
};
export const unhealthy = {
  status: "unhealthy" as const,
  activeSessions: null,
  timestamp: "2026-11-21T09:05:00.000Z",
  expiringSoon: null,
  invalidSessions: null,
  uptime: 86_400,
};
