import * as z from "zod";

/** An environment variable that holds a whole number. */
export const wholeVariable = (byDefault: number, min: number, max = 1_000_000_000) => {
  const rule = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(rule).int(rule).min(min, rule).max(max, rule).default(byDefault);
};

/** An environment variable that turns something on or off. */
export const booleanVariable = (byDefault: boolean) =>
  z
    .enum(["true", "false", "1", "0"], "must be true or false")
    .transform((v) => v === "true" || v === "1")
    .default(byDefault);
