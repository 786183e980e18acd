import type { DomainError } from "@parley/api/errors";
import type { RateState } from "@parley/api/limits/limiter";

/** RateLimit headers for the tightest limit that the request was counted under. */
export function rateHeaders(rate: RateState | null | undefined, now: Date): Record<string, string> {
  if (!rate) return {};
  const seconds = Math.max(0, Math.ceil((rate.resetAt.getTime() - now.getTime()) / 1000));
  return {
    "ratelimit-limit": String(rate.limit),
    "ratelimit-remaining": String(rate.remaining),
    "ratelimit-reset": String(seconds),
  };
}

/** The headers of a RATE_LIMITED error: the limit, and the seconds to wait. */
export function limitHeaders({ details }: DomainError): Record<string, string> {
  const wait = String(details.retryAfter);
  return {
    "retry-after": wait,
    "ratelimit-limit": String(details.limit),
    "ratelimit-remaining": "0",
    "ratelimit-reset": wait,
  };
}
