import { messageRules, messageSendInput } from "@parley/api/agent/messages/schema";
import { createInput, listInput, partialTimeoutSchema, timeoutConfigSchema } from "@parley/api/agent/schema";
import {
  attachmentSchema,
  metadataSchema,
  sessionIdInput,
  sessionMessagesInput,
} from "@parley/api/session/schema";
import * as z from "zod";
import { numberInQuery } from "../shared/query-values.ts";
import { time } from "../shared/wire.ts";
import { ids } from "./examples.ts";

/** The documented requests and responses. The rules for a field's values are the router's own. */

export const sessionParams = z.object({
  sessionId: sessionIdInput.shape.id.meta({ description: "The session's id.", examples: [ids.sessionId] }),
});

export const createBody = createInput.pick({
  agentId: true,
  userId: true,
  metadata: true,
  timeoutConfig: true,
});

export const listQuery = z.object({
  agentId: listInput.shape.agentId.describe("Only sessions with this agent."),
  userId: listInput.shape.userId.describe("Only sessions of this user."),
  status: listInput.shape.status.describe("Only active sessions, only expired ones, or all."),
  limit: numberInQuery(listInput.shape.limit).describe("How many sessions to return at most."),
  offset: numberInQuery(listInput.shape.offset).describe("How many sessions to skip."),
});

const { limit, before, after } = sessionMessagesInput.shape;
export const historyQuery = z.object({
  limit: numberInQuery(limit).describe("How many messages to return at most."),
  before: before.describe("Only messages before this time: epoch milliseconds or ISO 8601."),
  after: after.describe("Only messages after this time: epoch milliseconds or ISO 8601."),
});

export const timeoutBody = partialTimeoutSchema;

const transport = z
  .enum(["http", "sse", "websocket"], { error: "must be http, sse or websocket" })
  .default("websocket")
  .describe(
    "How the agent's reply comes: in this answer (http), as a stream (sse), or later, as a message (websocket).",
  );

/** Validated before the session is found; the router validates the values of the fields after that. */
export const sendBody = messageSendInput
  .pick({ content: true, attachments: true, metadata: true })
  .extend({ transport });
export const sendBodyDocumented = z.object({
  content: messageRules.shape.content.describe(
    "No `script`, `iframe`, `object` or `embed` elements, event handlers, `javascript:` or `data:text/html` URLs, except in Markdown code: a fence or backticks.",
  ),
  attachments: messageRules.shape.attachments.optional(),
  metadata: messageRules.shape.metadata.optional(),
  transport,
});

export const sessionInfo = z.strictObject({
  sessionId: z.string(),
  agentId: z.string(),
  userId: z.string(),
  createdAt: time,
  lastActivity: time,
  expiresAt: time,
  timeRemaining: z.int().min(0).describe("Milliseconds until the session expires."),
  isNearExpiration: z.boolean().describe("Whether the session is within its warning threshold."),
  timeoutConfig: timeoutConfigSchema,
  renewalCount: z.int().min(0),
  metadata: metadataSchema,
});

export const createdSession = sessionInfo.extend({
  status: z.literal("active"),
  sessionToken: z
    .string()
    .describe("A bearer token that reads and writes this session and nothing else. Shown this once."),
});

export const listedSession = sessionInfo.pick({
  sessionId: true,
  agentId: true,
  userId: true,
  createdAt: true,
  expiresAt: true,
  timeRemaining: true,
  isNearExpiration: true,
  renewalCount: true,
});

export const sessionList = z.strictObject({
  sessions: z.array(listedSession).describe("Newest first."),
  total: z.int().describe("How many sessions the filter matches."),
  limit: z.int(),
  offset: z.int(),
  stats: z
    .strictObject({ totalSessions: z.int(), activeSessions: z.int(), expiredSessions: z.int() })
    .describe("Counts over all of the caller's sessions."),
});

export const deletedSession = z.strictObject({
  success: z.literal(true),
  message: z.string(),
  data: z.strictObject({ success: z.literal(true), message: z.string() }),
});

export const wireMessage = z.strictObject({
  id: z.string(),
  sessionId: z.string(),
  content: z.string(),
  authorId: z.string().describe("The user's id, or the agent's."),
  isAgent: z.boolean(),
  createdAt: time,
  metadata: metadataSchema,
  attachments: z.array(attachmentSchema),
});

export const sentMessage = wireMessage.extend({
  sessionStatus: z.strictObject({
    expiresAt: time,
    renewalCount: z.int(),
    wasRenewed: z.boolean(),
    isNearExpiration: z.boolean(),
  }),
  agentResponse: wireMessage
    .nullable()
    .optional()
    .describe(
      "With transport http alone: the reply, or null when none came in time. A failed one has `metadata.error`.",
    ),
});

export const messageHistory = z.strictObject({
  messages: z.array(wireMessage).describe("Newest first."),
  hasMore: z.boolean(),
  cursors: z.strictObject({
    before: z
      .number()
      .nullable()
      .describe("The oldest time in this page, in epoch milliseconds; null in an empty page."),
    after: z
      .number()
      .nullable()
      .describe("The newest time in this page, in epoch milliseconds; null in an empty page."),
  }),
});

export const timeoutUpdate = z.strictObject({
  sessionId: z.string(),
  timeoutConfig: timeoutConfigSchema,
  expiresAt: time,
  renewalCount: z.int(),
});

const healthCounts = {
  timestamp: time,
  uptime: z.number().describe("Seconds since the process started."),
};
export const healthy = z.strictObject({
  status: z.literal("healthy"),
  activeSessions: z.int(),
  expiringSoon: z.int().describe("Active sessions within their warning threshold."),
  invalidSessions: z.int().describe("Active sessions whose agent was deleted, so that they get no replies."),
  ...healthCounts,
});
export const unhealthy = z.strictObject({
  status: z.literal("unhealthy"),
  activeSessions: z.null(),
  expiringSoon: z.null(),
  invalidSessions: z.null(),
  ...healthCounts,
});
