import { partialTimeoutSchema } from "@parley/api/agent/schema";
import type { TimeoutConfig } from "../types.ts";
import type { TimeoutValues } from "./fields.tsx";

/** Settings as the form's values. */
export function toValues(config: Partial<TimeoutConfig>): TimeoutValues {
  return {
    timeoutMinutes: String(config.timeoutMinutes ?? ""),
    warningThresholdMinutes: String(config.warningThresholdMinutes ?? ""),
    maxDurationMinutes: String(config.maxDurationMinutes ?? ""),
    autoRenew: config.autoRenew === undefined ? "" : config.autoRenew ? "on" : "off",
  };
}

type Read =
  | { config: Partial<TimeoutConfig>; errors: null }
  | { config: null; errors: Partial<Record<keyof TimeoutValues, string>> };

/** Parses the form's values by the API's schema. Empty fields are left out. */
export function fromValues(values: TimeoutValues): Read {
  const number = (text: string) => (text.trim() === "" ? undefined : Number(text));
  const parsed = partialTimeoutSchema.safeParse({
    timeoutMinutes: number(values.timeoutMinutes),
    warningThresholdMinutes: number(values.warningThresholdMinutes),
    maxDurationMinutes: number(values.maxDurationMinutes),
    autoRenew: values.autoRenew === "" ? undefined : values.autoRenew === "on",
  });
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]);
    return { config: null, errors: Object.fromEntries(errors) };
  }
  const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
  return { config: Object.fromEntries(given), errors: null };
}
