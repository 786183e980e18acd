import type { Reason } from "@parley/api/errors";

/** Each refusal in a few words. */
export const TELLING: Record<Reason, string> = {
  VALIDATION_ERROR: "The request breaks a rule, which `details` names",
  UNAUTHORIZED: "Authentication is missing or invalid",
  FORBIDDEN: "The credential does not allow it, or the session is somebody else's",
  NOT_FOUND: "There is nothing here",
  METHOD_NOT_ALLOWED: "The method is not possible here",
  SESSION_NOT_FOUND: "The session does not exist",
  AGENT_NOT_FOUND: "The agent does not exist, or is somebody else's",
  CONFLICT: "The first request with this Idempotency-Key is still under way",
  SESSION_EXPIRED: "The session has expired",
  PRECONDITION_FAILED: "If-Match names another version than the present one",
  PAYLOAD_TOO_LARGE: "The body is larger than 1 MB",
  SESSION_RENEWAL_FAILED: "The session has reached its maximum duration",
  IDEMPOTENCY_KEY_REUSED: "The Idempotency-Key was used for another request",
  RATE_LIMITED: "Too many requests",
  INTERNAL: "Something went wrong on the server",
};
