import { APICallError } from "@ai-sdk/provider";
import { StreamProviderError } from "ai";
import { ReplyFailed } from "../reply-failed.ts";

/**
 * What people are told when a provider fails. Providers put keys, addresses and the conversation into their messages,
 * so none of that is passed on: the sentence is ours, the detail is a status and a short code.
 */
export function replyFailedBy(error: unknown, model: string): ReplyFailed {
  if (error instanceof ReplyFailed) return error;
  const status = statusOf(error);
  const code = codeOf(error);
  const detail = [status ?? nameOf(error), code].filter((part) => part !== null).join(" ");
  const say = (message: string) => new ReplyFailed("provider", message, { detail });

  if (code === "insufficient_quota") return say("This server's quota with the AI provider is used up.");
  switch (status) {
    case 401:
    case 403:
      return say("The AI provider did not accept this server's key.");
    case 404:
      return say(`The AI provider does not know the model “${plain(model)}”.`);
    case 408:
    case 504:
      return new ReplyFailed("timeout", "The AI provider took too long to answer.", { detail });
    case 429:
      return rateLimited(error, detail);
    case null:
      return say(unfinished(error));
  }
  // The answer had begun as it should, and then the connection was lost.
  if (status < 400) return say(brokenOff().message);
  return say(
    status >= 500
      ? "The AI provider has a problem at the moment. Please try again later."
      : "The AI provider could not take this conversation.",
  );
}

/** The stream ended before the model said that it had finished. */
export function brokenOff(): ReplyFailed {
  return new ReplyFailed(
    "provider",
    "The connection to the AI provider broke before the answer was complete.",
  );
}

/** The model, or a filter before it, would not answer. */
export function declined(): ReplyFailed {
  return new ReplyFailed("refused", "The AI provider declined to answer this message.");
}

/** The model finished and wrote nothing. */
export function emptyAnswer(): ReplyFailed {
  return new ReplyFailed("provider", "The AI provider gave an empty answer.");
}

/** The model spent all its tokens before its first word, as one that thinks first can. */
export function usedUp(): ReplyFailed {
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

/** No status: the request never arrived, broke on the way, or what came back was not the protocol. */
function unfinished(error: unknown): string {
  if (APICallError.isInstance(error)) return "The AI provider can't be reached.";
  if (/parse|validation|invalid/i.test(nameOf(error)))
    return "The AI provider sent an answer that can't be read.";
  return brokenOff().message;
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
