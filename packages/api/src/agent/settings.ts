import * as z from "zod";
import { booleanVariable, wholeVariable } from "../env-variables.ts";
import type { Services } from "../services.ts";
import { type KindSettings, settingsOf } from "../settings.ts";
import { TIMEOUT_RANGES, type TimeoutConfig } from "./schema.ts";

/** The settings of an installation for agent sessions. */
export type AgentSettings = {
  timeoutDefaults: TimeoutConfig;
  /** Hours after which an expired session is deleted. */
  retentionHours: number;
  limits: { perSessionMinute: number; perUserHour: number; perAgentHour: number };
};

const DEFAULTS: AgentSettings = {
  timeoutDefaults: {
    timeoutMinutes: 30,
    autoRenew: true,
    maxDurationMinutes: 720,
    warningThresholdMinutes: 5,
  },
  retentionHours: 24,
  limits: { perSessionMinute: 60, perUserHour: 1000, perAgentHour: 5000 },
};

const { timeoutDefaults, retentionHours, limits } = DEFAULTS;
const minutes = ({ min, max }: { min: number; max: number }, byDefault: number) =>
  wholeVariable(byDefault, min, max);

const variables = {
  SESSION_DEFAULT_TIMEOUT_MINUTES: minutes(TIMEOUT_RANGES.timeoutMinutes, timeoutDefaults.timeoutMinutes),
  SESSION_MAX_DURATION_MINUTES: minutes(
    TIMEOUT_RANGES.maxDurationMinutes,
    timeoutDefaults.maxDurationMinutes,
  ),
  SESSION_WARNING_THRESHOLD_MINUTES: minutes(
    TIMEOUT_RANGES.warningThresholdMinutes,
    timeoutDefaults.warningThresholdMinutes,
  ),
  SESSION_AUTO_RENEW: booleanVariable(timeoutDefaults.autoRenew),
  SESSION_RETENTION_HOURS: wholeVariable(retentionHours, 1, 87_600),
  RATE_LIMIT_SESSION_PER_MINUTE: wholeVariable(limits.perSessionMinute, 1),
  RATE_LIMIT_USER_PER_HOUR: wholeVariable(limits.perUserHour, 1),
  RATE_LIMIT_AGENT_PER_HOUR: wholeVariable(limits.perAgentHour, 1),
};

export const agentSettings: KindSettings<AgentSettings, typeof variables> = {
  kind: "agent",
  variables,
  defaults: DEFAULTS,
  fromEnv(env) {
    const { SESSION_MAX_DURATION_MINUTES: max, SESSION_DEFAULT_TIMEOUT_MINUTES: timeout } = env;
    if (max < timeout) {
      throw new z.ZodError([
        {
          code: "custom",
          path: ["SESSION_MAX_DURATION_MINUTES"],
          message: "must be at least SESSION_DEFAULT_TIMEOUT_MINUTES",
          input: max,
        },
      ]);
    }
    return {
      timeoutDefaults: {
        timeoutMinutes: timeout,
        autoRenew: env.SESSION_AUTO_RENEW,
        maxDurationMinutes: max,
        warningThresholdMinutes: env.SESSION_WARNING_THRESHOLD_MINUTES,
      },
      retentionHours: env.SESSION_RETENTION_HOURS,
      limits: {
        perSessionMinute: env.RATE_LIMIT_SESSION_PER_MINUTE,
        perUserHour: env.RATE_LIMIT_USER_PER_HOUR,
        perAgentHour: env.RATE_LIMIT_AGENT_PER_HOUR,
      },
    };
  },
};

export const agentSettingsOf = ({ settings }: Services): AgentSettings => settingsOf(agentSettings, settings);
