import { resolve } from "node:path";
import type { TextEngineConfig } from "@parley/ai/settings";
import { booleanVariable, wholeVariable } from "@parley/api/env-variables";
import { kinds } from "@parley/api/kinds";
import { DEFAULT_LIMITS, type KindSettings, type Settings } from "@parley/api/settings";
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

/** The configuration is invalid. The message has one line for each mistake, for the person who starts the server. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const commaSeparated = z.string().transform((v) =>
  v
    .split(",")
    .map((s) => s.trim())
    .filter(Boolean),
);
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https URL" });
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" });

const variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeVariable(3000, 0, 65_535),
  HOST: z.string().optional(),
  PUBLIC_URL: httpUrl.optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATABASE_POOL_SIZE: wholeVariable(10, 2, 200),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must be a redis:// URL" }).optional(),
  AUTH_SECRET: z.string().min(32, "must be at least 32 characters").optional(),
  CORS_ORIGINS: commaSeparated.pipe(z.array(httpUrl)).default([]),
  TRUST_PROXY: booleanVariable(false),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  ROLES: commaSeparated
    .pipe(z.array(z.enum(ROLES, `must be some of ${ROLES.join(", ")}`)).min(1))
    .default([...ROLES]),
  SESSION_CLEANUP_INTERVAL_MINUTES: wholeVariable(5, 1, 1440),
  RATE_LIMIT_SCALE: z.coerce.number("must be a number").min(0, "must be at least 0").default(1),
  RATE_LIMIT_ACCOUNT_PER_MINUTE: wholeVariable(DEFAULT_LIMITS.perAccountMinute, 1),
  RATE_LIMIT_SIGN_UP_PER_MINUTE: wholeVariable(DEFAULT_LIMITS.signUpPerAddressMinute, 1),
  RATE_LIMIT_SIGN_IN_PER_MINUTE: wholeVariable(DEFAULT_LIMITS.signInPerAccountMinute, 1),
  RATE_LIMIT_SIGN_IN_ADDRESS_PER_MINUTE: wholeVariable(DEFAULT_LIMITS.signInPerAddressMinute, 1),
  METRICS_TOKEN: z.string().min(16, "must be at least 16 characters").optional(),
  AI_MODEL: z.string().optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: httpUrl.optional(),
});

const kindSettings = kinds.flatMap(({ settings }) => (settings ? [settings] : []));
const kindVariables = z.object(Object.assign({}, ...kindSettings.map((kind) => kind.variables)));

/** The names of all settings. NODE_ENV is not one: the launcher sets it. */
export const VARIABLES: string[] = Object.keys({ ...variables.shape, ...kindVariables.shape }).filter(
  (name) => name !== "NODE_ENV",
);

/**
 * Reads the configuration. An empty variable counts as not set.
 * @throws ConfigError
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const nonEmpty = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const core = variables.safeParse(nonEmpty);
  const kindEnv = kindVariables.safeParse(nonEmpty);
  const issues = [...(core.error?.issues ?? []), ...(kindEnv.error?.issues ?? [])];
  if (!core.success || !kindEnv.success) throw configError(issues);
  const env = core.data;
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
    settings: settingsFrom(env, kindEnv.data),
    ai: {
      model: env.AI_MODEL,
      openaiApiKey: env.OPENAI_API_KEY,
      openaiBaseUrl: env.OPENAI_BASE_URL,
      anthropicApiKey: env.ANTHROPIC_API_KEY,
      anthropicBaseUrl: env.ANTHROPIC_BASE_URL,
    },
  };
}

const configError = (issues: z.core.$ZodIssue[]) =>
  new ConfigError(issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"));

function settingsFrom(env: z.infer<typeof variables>, kindEnv: Record<string, unknown>): Settings {
  return {
    kinds: Object.fromEntries(
      kindSettings.map((settings) => [settings.kind, kindSettingsFrom(settings, kindEnv)]),
    ),
    limits: {
      scale: env.RATE_LIMIT_SCALE,
      perAccountMinute: env.RATE_LIMIT_ACCOUNT_PER_MINUTE,
      signUpPerAddressMinute: env.RATE_LIMIT_SIGN_UP_PER_MINUTE,
      signInPerAccountMinute: env.RATE_LIMIT_SIGN_IN_PER_MINUTE,
      signInPerAddressMinute: env.RATE_LIMIT_SIGN_IN_ADDRESS_PER_MINUTE,
    },
  };
}

/** A kind's `fromEnv` checks rules over several variables, and throws a ZodError when one is broken. */
function kindSettingsFrom(settings: KindSettings, env: Record<string, unknown>): object {
  try {
    return settings.fromEnv(env);
  } catch (error) {
    throw error instanceof z.core.$ZodError ? configError(error.issues) : error;
  }
}
