import { strings } from "./strings.ts";

/** An error for display: what happened, and what to do next. */
export type Problem = {
  /** the API's reason, or OFFLINE, TIMEOUT, UNKNOWN */
  reason: string;
  what: string;
  next: string;
  requestId: string | null;
  /** seconds until a retry is allowed, where the error is a rate limit */
  retryAfter: number | null;
  /** the input's field, where the error names one */
  field: string | null;
};

type Data = { reason?: unknown; details?: unknown; requestId?: unknown; httpStatus?: unknown };

/** Describes an error that was thrown by a call to the API, by `fetch`, or by rendering. */
export function problemOf(error: unknown): Problem {
  const data = dataOf(error);
  if (!data) return withoutAnswer(error);
  const reason = typeof data.reason === "string" ? data.reason : "UNKNOWN";
  const details = isRecord(data.details) ? data.details : {};
  const words = strings.problems[reason] ?? strings.problems.UNKNOWN;
  const said = error instanceof Error ? error.message : "";
  return {
    reason,
    what: reason === "VALIDATION_ERROR" && said ? asSentence(said) : (words?.what ?? said),
    next: words?.next ?? "",
    requestId: typeof data.requestId === "string" ? data.requestId : null,
    retryAfter: typeof details.retryAfter === "number" ? details.retryAfter : null,
    field: typeof details.field === "string" ? details.field : null,
  };
}

/** Capitalizes a rule ("content must not …"); the caller adds the full stop. */
function asSentence(said: string): string {
  return (said.charAt(0).toUpperCase() + said.slice(1)).replace(/\.$/, "");
}

/** The API's reason for an error, or null where there was no response. */
export function reasonOf(error: unknown): string | null {
  const reason = dataOf(error)?.reason;
  return typeof reason === "string" ? reason : null;
}

function withoutAnswer(error: unknown): Problem {
  const timedOut =
    error instanceof Error && /timed? ?out|TimeoutError/i.test(`${error.name} ${error.message}`);
  // fetch throws a TypeError for a network error, but so does a bug in this code.
  const network =
    error instanceof Error &&
    (error.name === "TRPCClientError" ||
      (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)));
  const reason = timedOut ? "TIMEOUT" : network ? "OFFLINE" : "UNKNOWN";
  const words = strings.problems[reason];
  return {
    reason,
    what: words?.what ?? "",
    next: words?.next ?? "",
    requestId: null,
    retryAfter: null,
    field: null,
  };
}

function dataOf(error: unknown): Data | null {
  if (!isRecord(error) && !(error instanceof Error)) return null;
  const data: unknown = "data" in error ? error.data : null;
  return isRecord(data) ? data : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
