import type { Context } from "@parley/api/context";
import type { Api } from "../api.ts";
import { type ApiResponse, errorResponse } from "./api-response.ts";
import { eventStream } from "./event-stream.ts";

/** Responses are private to the caller, and must be revalidated before a cache reuses them. */
const ALWAYS = { "cache-control": "private, no-cache", "x-content-type-options": "nosniff" };
/** Disables proxy buffering, so that each event arrives when it is sent. */
const STREAM = { "content-type": "text/event-stream", "x-accel-buffering": "no" };
const JSON_TYPE = { "content-type": "application/json" };

/** Serializes a response. @param ResponseClass the class to make it of. */
export function toHttpResponse(
  api: Api,
  ctx: Context,
  { status, headers: own, body, events }: ApiResponse,
  ResponseClass: typeof Response,
): Response {
  const headers = { ...ALWAYS, "x-request-id": ctx.requestId, ...own };
  if (events) {
    const errorEvent = (error: unknown) => ({
      event: "error",
      data: errorResponse(api, ctx, error).body ?? null,
    });
    return new ResponseClass(eventStream(events, errorEvent), {
      status,
      headers: { ...headers, ...STREAM },
    });
  }
  if (body === undefined) return new ResponseClass(null, { status, headers });
  return new ResponseClass(JSON.stringify(body), { status, headers: { ...headers, ...JSON_TYPE } });
}
