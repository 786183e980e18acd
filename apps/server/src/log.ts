import pino, { type DestinationStream, type Logger } from "pino";

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

/** Lines of JSON, on stdout by default. What people write and what opens doors never reaches it. */
export function createLog(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  const options = {
    level,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
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

/** Only what is known to say nothing of the data: no details, hints, statements or parameters. */
function describeError(error: unknown): ErrorSummary | unknown {
  if (!(error instanceof Error)) return error;
  const message = withoutValues(error);
  return {
    type: error.name,
    message,
    ...("code" in error ? { code: error.code } : {}),
    // What a provider's refusal was: a status or a code, never what it said.
    ...(error.name === "ReplyFailed" && "detail" in error ? { detail: error.detail } : {}),
    stack: message === error.message ? error.stack : undefined,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) as ErrorSummary }),
  };
}

/**
 * Drizzle puts the statement and its parameters into the message: only what lies below it is told. Postgres and
 * JSON.parse quote the value that they can't read.
 */
function withoutValues({ name, message }: Error): string {
  if (message.includes("Failed query")) return "A query failed";
  if (name === "PostgresError") return message.replace(/: ".*"/s, ": …");
  return name === "SyntaxError" ? "Something could not be parsed" : message;
}
