import * as z from "zod";
import { activeContentIn } from "../active-content.ts";
import { isStorable, SESSION_LIMITS, STORABLE_RULE } from "../schema.ts";

/** A message's words, trimmed. */
export const contentSchema = z
  .string({ error: "must be a string" })
  .trim()
  .min(1, "must not be empty")
  .max(
    SESSION_LIMITS.contentMaxCharacters,
    `must be at most ${SESSION_LIMITS.contentMaxCharacters} characters`,
  )
  .refine(isStorable, STORABLE_RULE)
  .superRefine((value, ctx) => {
    const broken = activeContentIn(value);
    if (broken) ctx.addIssue({ code: "custom", message: broken });
  });
