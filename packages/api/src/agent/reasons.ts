import { defineReasons } from "../errors.ts";

/** The reasons to refuse that only agent sessions have. */
export const AGENT_REASONS = defineReasons({
  AGENT_NOT_FOUND: { trpc: "NOT_FOUND", status: 404 },
  SESSION_EXPIRED: { trpc: "PRECONDITION_FAILED", status: 410 },
  SESSION_RENEWAL_FAILED: { trpc: "UNPROCESSABLE_CONTENT", status: 422 },
});
