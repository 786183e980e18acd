import type { Context } from "@parley/api/context";
import type { Api } from "../api.ts";
import { refused, type Sent } from "./api-response.ts";
import { eventStream } from "./event-stream.ts";

/** Answers are the caller's alone, and true for the moment. */
const ALWAYS = { "cache-control": "private, no-cache", "x-content-type-options": "nosniff" };
/** Proxies pass each event on at once. */
const STREAM = { "content-type": "text/event-stream", "x-accel-buffering": "no" };
const JSON_TYPE = { "content-type": "application/json" };

/** Makes what is sent into a response. @param Answer the class that it is made of. */
export function respond(api: Api, ctx: Context, sent: Sent, Answer: typeof Response): Response {
  const { status, body, events } = sent;
  const headers = { ...ALWAYS, "x-request-id": ctx.requestId, ...sent.headers };
  if (events) {
    const failed = (error: unknown) => ({ event: "error", data: refused(api, ctx, error).body ?? null });
    return new Answer(eventStream(events, failed), { status, headers: { ...headers, ...STREAM } });
  }
  if (body === undefined) return new Answer(null, { status, headers });
  return new Answer(JSON.stringify(body), { status, headers: { ...headers, ...JSON_TYPE } });
}
