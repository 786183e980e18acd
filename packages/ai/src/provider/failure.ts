import { APICallError } from "@ai-sdk/provider";
import { StreamProviderError } from "ai";
import { ReplyFailed } from "../reply-failed.ts";

/**
 * The failure to report for an error of a provider. Providers' messages may contain keys, addresses and the conversation,
 * so none of their text is passed on: the message is ours, the detail is a status and a short code.
 */
export function replyFailedBy(error: unknown, model: string): ReplyFailed {
  if (error instanceof ReplyFailed) return error;
  const status = statusOf(error);
  const code = codeOf(error);
  const detail = [status ?? nameOf(error), code].filter((part) => part !== null).join(" ");
  const failure = (message: string) => new ReplyFailed("provider", message, { detail });

  if (code === "insufficient_quota") return failure("This server's quota with the AI provider is used up.");
  switch (status) {
    case 401:
    case 403:
      return failure("The AI provider did not accept this server's key.");
    case 404:
      return failure(`The AI provider does not know the model “${plain(model)}”.`);
    case 408:
    case 504:
      return new ReplyFailed("timeout", "The AI provider took too long to answer.", { detail });
    case 429:
      return rateLimited(error, detail);
    case null:
      return failure(unfinished(error));
  }
  // The response began successfully, so the connection was lost after that.
  if (status < 400) return failure(connectionLost().message);
  return failure(
    status >= 500
      ? "The AI provider has a problem at the moment. Please try again later."
      : "The AI provider could not take this conversation.",
  );
}

/** The stream ended without a finish reason. */
export function connectionLost(): ReplyFailed {
  return new ReplyFailed(
    "provider",
    "The connection to the AI provider broke before the answer was complete.",
  );
}

/** The model, or the provider's content filter, declined to answer. */
export function declined(): ReplyFailed {
  return new ReplyFailed("refused", "The AI provider declined to answer this message.");
}

/** The model finished without text. */
export function emptyAnswer(): ReplyFailed {
  return new ReplyFailed("provider", "The AI provider gave an empty answer.");
}

/** The model reached its token limit before any text, for example while reasoning. */
export function tokenLimitReached(): ReplyFailed {
  return new ReplyFailed(
    "provider",
    "The AI model reached its limit of tokens before it wrote a word. A higher limit may help.",
  );
}

function rateLimited(error: unknown, detail: string): ReplyFailed {
  const retryAfterMs = retryAfter(APICallError.isInstance(error) ? error.responseHeaders : undefined);
  const when = retryAfterMs === null ? "in a moment" : `in ${Math.ceil(retryAfterMs / 1000)} seconds`;
  return new ReplyFailed("rate-limited", `The AI provider is busy. Please try again ${when}.`, {
    detail,
    retryAfterMs,
  });
}

/** Without a status: the request did not arrive, the connection was lost, or the response violates the protocol. */
function unfinished(error: unknown): string {
  if (APICallError.isInstance(error)) return "The AI provider can't be reached.";
  if (/parse|validation|invalid/i.test(nameOf(error)))
    return "The AI provider sent an answer that can't be read.";
  return connectionLost().message;
}

function statusOf(error: unknown): number | null {
  const known = APICallError.isInstance(error) || StreamProviderError.isInstance(error);
  return known ? (error.statusCode ?? null) : null;
}

function codeOf(error: unknown): string | null {
  const data = StreamProviderError.isInstance(error)
    ? error
    : APICallError.isInstance(error)
      ? (error.data as { error?: { code?: unknown; type?: unknown } } | undefined)?.error
      : undefined;
  const code = data?.code ?? data?.type;
  return typeof code === "string" && /^[a-z_.-]{1,60}$/.test(code) ? code : null;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}

/** Milliseconds from `retry-after-ms`, or from `retry-after` in seconds or as a date. At most an hour. */
function retryAfter(headers: Record<string, string> | undefined): number | null {
  const exact = Number(headers?.["retry-after-ms"] ?? Number.NaN);
  const text = headers?.["retry-after"] ?? "";
  const ms = Number.isFinite(exact)
    ? exact
    : /^\d+$/.test(text)
      ? Number(text) * 1000
      : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : null;
}

function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._:/@-]/gu, "").slice(0, 80);
}
