import pino, { type DestinationStream, type Logger } from "pino";

/** Names of fields that may contain secrets or user content. They are redacted up to two levels deep. */
const REDACTED_FIELDS = [
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

/** Creates a logger that writes lines of JSON, by default to stdout. User content and credentials are redacted. */
export function createLog(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  const options = {
    level,
    redact: {
      paths: REDACTED_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: "[redacted]",
    },
    serializers: { err: describeError },
  };
  return pino(options, destination);
}

type ErrorSummary = {
  type: string;
  message: string;
  code?: unknown;
  stack?: string | undefined;
  cause?: ErrorSummary;
};

/** Keeps only fields of an error that never contain data: no details, hints, statements or parameters. */
function describeError(error: unknown): ErrorSummary | unknown {
  if (!(error instanceof Error)) return error;
  const message = withoutValues(error);
  return {
    type: error.name,
    message,
    ...("code" in error ? { code: error.code } : {}),
    // The detail of a ReplyFailed is the provider's status or code, not its text.
    ...(error.name === "ReplyFailed" && "detail" in error ? { detail: error.detail } : {}),
    stack: message === error.message ? error.stack : undefined,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) as ErrorSummary }),
  };
}

/**
 * Removes data from an error's message: Drizzle's contains the statement and its parameters, and those of Postgres and
 * JSON.parse quote the invalid value.
 */
function withoutValues({ name, message }: Error): string {
  if (message.includes("Failed query")) return "A query failed";
  if (name === "PostgresError") return message.replace(/: ".*"/s, ": …");
  return name === "SyntaxError" ? "Something could not be parsed" : message;
}
