import * as z from "zod";
import {
  ifVersionSchema,
  messageSchema,
  metadataSchema,
  pageLimit,
  sessionIdInput,
  sessionMessagesInput,
  text,
  titleSchema,
} from "../session/schema.ts";

/** Ranges of the timeout settings, in minutes. */
export const TIMEOUT_RANGES = {
  timeoutMinutes: { min: 5, max: 1440 },
  maxDurationMinutes: { min: 1, max: 4320 },
  warningThresholdMinutes: { min: 1, max: 60 },
} as const;

export const AGENT_LIMITS = {
  nameMaxCharacters: 100,
  systemPromptMaxCharacters: 20_000,
  modelMaxCharacters: 200,
  knowledgeMaxEntries: 50,
  knowledgeTitleMaxCharacters: 200,
  knowledgeTextMaxCharacters: 50_000,
  /** Of all entries together. Building the search index blocks the event loop, so its size is limited. */
  knowledgeMaxCharacters: 400_000,
  userIdMaxCharacters: 255,
  listPageDefault: 50,
} as const;

const minutes = ({ min, max }: { min: number; max: number }) => {
  const rule = `must be a whole number from ${min} to ${max}`;
  return z.int({ error: rule }).min(min, rule).max(max, rule);
};

export const timeoutConfigSchema = z.object({
  timeoutMinutes: minutes(TIMEOUT_RANGES.timeoutMinutes).describe(
    "Minutes without activity before the session expires.",
  ),
  autoRenew: z
    .boolean({ error: "must be true or false" })
    .describe("Whether each message and heartbeat renews the session."),
  maxDurationMinutes: minutes(TIMEOUT_RANGES.maxDurationMinutes).describe(
    "Minutes after which no renewal helps.",
  ),
  warningThresholdMinutes: minutes(TIMEOUT_RANGES.warningThresholdMinutes).describe(
    "Minutes before the expiry at which to warn.",
  ),
});
export type TimeoutConfig = z.infer<typeof timeoutConfigSchema>;
export const partialTimeoutSchema = timeoutConfigSchema.partial();

export const agentSessionSchema = z.object({
  id: z.string(),
  kind: z.literal("agent"),
  agentId: z.string(),
  userId: z.string(),
  title: z.string().nullable(),
  status: z.enum(["active", "expired"]),
  createdAt: z.string(),
  lastActivity: z.string(),
  expiresAt: z.string(),
  maxExpiresAt: z.string().describe("When the session ends however often it is renewed."),
  timeRemaining: z.number().describe("Milliseconds until the expiry; never negative."),
  isNearExpiration: z.boolean(),
  timeoutConfig: timeoutConfigSchema,
  renewalCount: z.number(),
  metadata: metadataSchema,
  version: z.number(),
});
export type AgentSession = z.infer<typeof agentSessionSchema>;

const agentId = text().min(1, "must not be empty").max(100);
const userId = text().min(1, "must not be empty").max(AGENT_LIMITS.userIdMaxCharacters);

export const createInput = z.object({
  agentId,
  userId,
  metadata: metadataSchema.default({}),
  timeoutConfig: partialTimeoutSchema.default({}),
  title: titleSchema.optional(),
});

export const listInput = z.object({
  agentId: agentId.optional(),
  userId: userId.optional(),
  status: z.enum(["active", "expired", "all"], { error: "must be active, expired or all" }).default("active"),
  limit: pageLimit(AGENT_LIMITS.listPageDefault),
  offset: z
    .int({ error: "must be a whole number" })
    .min(0, "must be at least 0")
    .max(1_000_000_000)
    .default(0),
});

export const setTimeoutInput = sessionIdInput.extend(partialTimeoutSchema.shape).extend({
  ifVersion: ifVersionSchema,
});

export const messageListInput = sessionMessagesInput;

export const sessionStatusSchema = z.object({
  expiresAt: z.string(),
  renewalCount: z.number(),
  wasRenewed: z.boolean(),
  isNearExpiration: z.boolean(),
  timeRemaining: z.number(),
});
export type SessionStatus = z.infer<typeof sessionStatusSchema>;
export const sentSchema = z.object({ message: messageSchema, sessionStatus: sessionStatusSchema });

export const healthSchema = z.object({
  status: z.literal("healthy"),
  activeSessions: z.number(),
  timestamp: z.string(),
  expiringSoon: z.number().describe("Active sessions within their warning threshold."),
  invalidSessions: z.number().describe("Active sessions whose agent is deleted, so that nobody can answer."),
  uptime: z.number().describe("Seconds since the process started."),
});

const knowledgeEntry = z.object({
  title: text().trim().min(1, "must not be empty").max(AGENT_LIMITS.knowledgeTitleMaxCharacters),
  text: text().trim().min(1, "must not be empty").max(AGENT_LIMITS.knowledgeTextMaxCharacters),
});

const knowledgeSchema = z
  .array(knowledgeEntry)
  .max(AGENT_LIMITS.knowledgeMaxEntries, `must hold at most ${AGENT_LIMITS.knowledgeMaxEntries} entries`)
  .refine(
    (entries) =>
      entries.reduce((sum, { text }) => sum + text.length, 0) <= AGENT_LIMITS.knowledgeMaxCharacters,
    `must be at most ${AGENT_LIMITS.knowledgeMaxCharacters.toLocaleString("en")} characters in all`,
  );

/** The fields of an agent that a person edits. */
export const agentFormSchema = z.object({
  name: text()
    .trim()
    .min(1, "must not be empty")
    .max(AGENT_LIMITS.nameMaxCharacters, `must be at most ${AGENT_LIMITS.nameMaxCharacters} characters`),
  systemPrompt: text().max(AGENT_LIMITS.systemPromptMaxCharacters).default(""),
  model: text().trim().max(AGENT_LIMITS.modelMaxCharacters).nullable().default(null),
  knowledge: knowledgeSchema.default([]),
  timeoutConfig: partialTimeoutSchema.default({}),
});
export const agentUpdateInput = sessionIdInput.extend({
  name: agentFormSchema.shape.name.optional(),
  systemPrompt: agentFormSchema.shape.systemPrompt.unwrap().optional(),
  model: agentFormSchema.shape.model.unwrap().optional(),
  knowledge: agentFormSchema.shape.knowledge.unwrap().optional(),
  timeoutConfig: partialTimeoutSchema.optional(),
  ifVersion: ifVersionSchema,
});
export type Agent = {
  id: string;
  name: string;
  systemPrompt: string;
  model: string | null;
  knowledge: { id: string; title: string; text: string }[];
  timeoutConfig: Partial<TimeoutConfig>;
  createdAt: string;
  updatedAt: string;
  version: number;
};
