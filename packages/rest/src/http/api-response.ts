import type { Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import type { Json } from "@parley/api/session/schema";
import { refusalOf } from "@parley/api/trpc";
import { TRPCError } from "@trpc/server";
import type { Api } from "../api.ts";
import type { AnyAnswer, StreamEvent } from "../operation.ts";
import { etagOf } from "./conditional.ts";
import { limitHeaders, rateHeaders } from "./rate-headers.ts";

/** An answer in its API's dialect, ready to go out or to be kept for a repetition. */
export type Sent = {
  status: number;
  headers: Record<string, string>;
  /** Absent: no body. */
  body?: Json;
  events?: AsyncIterable<StreamEvent>;
};

/** What the procedure gave, ready to go out. */
export function answered(ctx: Context, answer: AnyAnswer): Sent {
  const headers = rateHeaders(ctx.response.rate, ctx.services.clock());
  if ("events" in answer) return { status: 200, headers, events: answer.events };
  if (answer.version !== undefined) headers.etag = etagOf(answer.version);
  return { status: answer.status, headers, body: answer.body as Json };
}

/** What went wrong, as the API says it. What nobody foresaw is written down here, unless the router did. */
export function refused(api: Api, ctx: Context, error: unknown): Sent {
  const { requestId } = ctx;
  if (!(error instanceof DomainError || error instanceof TRPCError)) {
    ctx.services.log.error({ requestId, err: error }, "request failed");
  }
  const refusal = explained(refusalOf(error), requestId);
  const headers = rateHeaders(ctx.response.rate, ctx.services.clock());
  if (refusal.reason === "UNAUTHORIZED") headers["www-authenticate"] = "Bearer";
  if (refusal.reason === "METHOD_NOT_ALLOWED") headers.allow = allowed(refusal);
  if (refusal.reason === "RATE_LIMITED") Object.assign(headers, limitHeaders(refusal));
  return { status: api.dialect.error.status(refusal), headers, body: api.dialect.error.body(refusal) };
}

/** An unexpected error tells its request's id, by which it can be found in the log. */
const explained = (refusal: DomainError, requestId: string) =>
  refusal.reason === "INTERNAL" ? new DomainError("INTERNAL", refusal.message, { requestId }) : refusal;

const allowed = ({ details: { allow } }: DomainError) => (Array.isArray(allow) ? allow.join(", ") : "");
