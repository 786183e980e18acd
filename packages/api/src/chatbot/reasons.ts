import { defineReasons } from "../errors.ts";

/** The reasons to refuse that only chatbot sessions have. */
export const CHATBOT_REASONS = defineReasons({
  CHATBOT_OR_CLIENT_NOT_FOUND: { trpc: "NOT_FOUND", status: 404 },
  SESSION_NOT_ACTIVE: { trpc: "NOT_FOUND", status: 404 },
});
