import pino, { type Logger } from "pino";

/** Whatever could carry a secret or what people wrote, wherever it stands in what is logged. */
const SECRETS = [
  "authorization",
  "cookie",
  "password",
  "token",
  "key",
  "content",
  "query",
  "parameters",
  "args",
];

/** Lines of JSON on stdout. What people write and what opens doors never reaches it. */
export function createLog(level: string): Logger {
  return pino({
    level,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
    serializers: { err: describeError },
  });
}

type ErrorSummary = {
  type: string;
  message: string;
  code?: unknown;
  stack?: string | undefined;
  cause?: ErrorSummary;
};

/** Drizzle's errors hold the statement and its parameters in their message: only what lies below them is told. */
function describeError(error: unknown): ErrorSummary | unknown {
  if (!(error instanceof Error)) return error;
  const isQuery = error.message.startsWith("Failed query");
  return {
    type: error.name,
    message: isQuery ? "A query failed" : error.message,
    ...("code" in error ? { code: error.code } : {}),
    // What a provider's refusal was: a status or a code, never what it said.
    ...(error.name === "ReplyFailed" && "detail" in error ? { detail: error.detail } : {}),
    stack: isQuery ? undefined : error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) as ErrorSummary }),
  };
}
