import { resolve } from "node:path";
import type { TextEngineConfig } from "@parley/ai/settings";
import { TIMEOUT_RANGES } from "@parley/api/agent/schema";
import { DEFAULT_SETTINGS, type Settings } from "@parley/api/services";
import * as z from "zod";

export const ROLES = ["web", "api", "worker"] as const;
export type Role = (typeof ROLES)[number];

export type Config = {
  production: boolean;
  port: number;
  host: string | undefined;
  publicUrl: string;
  dataDir: string;
  databaseUrl: string | undefined;
  databaseDirectUrl: string | undefined;
  databasePoolSize: number;
  redisUrl: string | undefined;
  authSecret: string | undefined;
  corsOrigins: string[];
  trustProxy: boolean;
  logLevel: string;
  roles: Role[];
  cleanupIntervalMinutes: number;
  metricsToken: string | undefined;
  settings: Settings;
  ai: TextEngineConfig;
};

/** What is wrong with the configuration, one line for each mistake, for the person who starts the server. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const flag = (byDefault: boolean) =>
  z
    .enum(["true", "false", "1", "0"], "must be true or false")
    .transform((v) => v === "true" || v === "1")
    .default(byDefault);
const whole = (byDefault: number, min: number, max = 1_000_000_000) => {
  const rule = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(rule).int(rule).min(min, rule).max(max, rule).default(byDefault);
};
const listed = z.string().transform((v) =>
  v
    .split(",")
    .map((s) => s.trim())
    .filter(Boolean),
);
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https URL" });
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" });

const { timeoutDefaults, limits, retentionHours, chatReplyTimeoutMs } = DEFAULT_SETTINGS;
const { timeoutMinutes, maxDurationMinutes, warningThresholdMinutes } = TIMEOUT_RANGES;
const minutes = ({ min, max }: { min: number; max: number }, byDefault: number) => whole(byDefault, min, max);

const variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: whole(3000, 0, 65_535),
  HOST: z.string().optional(),
  PUBLIC_URL: httpUrl.optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATABASE_POOL_SIZE: whole(10, 2, 200),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must be a redis:// URL" }).optional(),
  AUTH_SECRET: z.string().min(32, "must be at least 32 characters").optional(),
  CORS_ORIGINS: listed.pipe(z.array(httpUrl)).default([]),
  TRUST_PROXY: flag(false),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  ROLES: listed
    .pipe(z.array(z.enum(ROLES, `must be some of ${ROLES.join(", ")}`)).min(1))
    .default([...ROLES]),
  SESSION_DEFAULT_TIMEOUT_MINUTES: minutes(timeoutMinutes, timeoutDefaults.timeoutMinutes),
  SESSION_MAX_DURATION_MINUTES: minutes(maxDurationMinutes, timeoutDefaults.maxDurationMinutes),
  SESSION_WARNING_THRESHOLD_MINUTES: minutes(
    warningThresholdMinutes,
    timeoutDefaults.warningThresholdMinutes,
  ),
  SESSION_AUTO_RENEW: flag(timeoutDefaults.autoRenew),
  SESSION_CLEANUP_INTERVAL_MINUTES: whole(5, 1, 1440),
  SESSION_RETENTION_HOURS: whole(retentionHours, 1, 87_600),
  SESSION_CHAT_TIMEOUT_SECONDS: whole(chatReplyTimeoutMs / 1000, 1, 60),
  RATE_LIMIT_SCALE: z.coerce.number("must be a number").min(0, "must be at least 0").default(1),
  RATE_LIMIT_SESSION_PER_MINUTE: whole(limits.perSessionMinute, 1),
  RATE_LIMIT_USER_PER_HOUR: whole(limits.perUserHour, 1),
  RATE_LIMIT_AGENT_PER_HOUR: whole(limits.perAgentHour, 1),
  RATE_LIMIT_ACCOUNT_PER_MINUTE: whole(limits.perAccountMinute, 1),
  RATE_LIMIT_SIGN_UP_PER_MINUTE: whole(limits.signUpPerAddressMinute, 1),
  RATE_LIMIT_SIGN_IN_PER_MINUTE: whole(limits.signInPerAccountMinute, 1),
  RATE_LIMIT_SIGN_IN_ADDRESS_PER_MINUTE: whole(limits.signInPerAddressMinute, 1),
  METRICS_TOKEN: z.string().min(16, "must be at least 16 characters").optional(),
  AI_MODEL: z.string().optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: httpUrl.optional(),
});

const schema = variables.refine(
  (env) => env.SESSION_MAX_DURATION_MINUTES >= env.SESSION_DEFAULT_TIMEOUT_MINUTES,
  {
    path: ["SESSION_MAX_DURATION_MINUTES"],
    error: "must be at least SESSION_DEFAULT_TIMEOUT_MINUTES",
  },
);

/** The name of each setting; NODE_ENV is the launcher's. */
export const VARIABLES: string[] = Object.keys(variables.shape).filter((name) => name !== "NODE_ENV");

/**
 * Reads the configuration. A variable that is set to nothing counts as not set.
 * @throws ConfigError
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"),
    );
  }
  const env = parsed.data;
  return {
    production: env.NODE_ENV !== "development",
    port: env.PORT,
    host: env.HOST,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ""),
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    databaseDirectUrl: env.DATABASE_DIRECT_URL,
    databasePoolSize: env.DATABASE_POOL_SIZE,
    redisUrl: env.REDIS_URL,
    authSecret: env.AUTH_SECRET,
    corsOrigins: env.CORS_ORIGINS.map((origin) => new URL(origin).origin),
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    roles: env.ROLES,
    cleanupIntervalMinutes: env.SESSION_CLEANUP_INTERVAL_MINUTES,
    metricsToken: env.METRICS_TOKEN,
    settings: settingsFrom(env),
    ai: {
      model: env.AI_MODEL,
      openaiApiKey: env.OPENAI_API_KEY,
      openaiBaseUrl: env.OPENAI_BASE_URL,
      anthropicApiKey: env.ANTHROPIC_API_KEY,
      anthropicBaseUrl: env.ANTHROPIC_BASE_URL,
    },
  };
}

function settingsFrom(env: z.infer<typeof schema>): Settings {
  return {
    timeoutDefaults: {
      timeoutMinutes: env.SESSION_DEFAULT_TIMEOUT_MINUTES,
      autoRenew: env.SESSION_AUTO_RENEW,
      maxDurationMinutes: env.SESSION_MAX_DURATION_MINUTES,
      warningThresholdMinutes: env.SESSION_WARNING_THRESHOLD_MINUTES,
    },
    retentionHours: env.SESSION_RETENTION_HOURS,
    chatReplyTimeoutMs: env.SESSION_CHAT_TIMEOUT_SECONDS * 1000,
    limits: {
      scale: env.RATE_LIMIT_SCALE,
      perSessionMinute: env.RATE_LIMIT_SESSION_PER_MINUTE,
      perUserHour: env.RATE_LIMIT_USER_PER_HOUR,
      perAgentHour: env.RATE_LIMIT_AGENT_PER_HOUR,
      perAccountMinute: env.RATE_LIMIT_ACCOUNT_PER_MINUTE,
      signUpPerAddressMinute: env.RATE_LIMIT_SIGN_UP_PER_MINUTE,
      signInPerAccountMinute: env.RATE_LIMIT_SIGN_IN_PER_MINUTE,
      signInPerAddressMinute: env.RATE_LIMIT_SIGN_IN_ADDRESS_PER_MINUTE,
    },
  };
}
