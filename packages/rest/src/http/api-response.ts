import type { Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import type { Json } from "@parley/api/session/schema";
import { refusalOf } from "@parley/api/trpc";
import { TRPCError } from "@trpc/server";
import type { Api } from "../api.ts";
import type { AnyAnswer, StreamEvent } from "../operation.ts";
import { etagOf } from "./conditional.ts";
import { limitHeaders, rateHeaders } from "./rate-headers.ts";

/** A response in its API's dialect, before it is serialized or stored under an idempotency key. */
export type ApiResponse = {
  status: number;
  headers: Record<string, string>;
  /** Absent: no body. */
  body?: Json;
  events?: AsyncIterable<StreamEvent>;
};

/** The response for an operation's answer. */
export function responseOf(ctx: Context, answer: AnyAnswer): ApiResponse {
  const headers = rateHeaders(ctx.response.rate, ctx.services.clock());
  if ("events" in answer) return { status: 200, headers, events: answer.events };
  if (answer.version !== undefined) headers.etag = etagOf(answer.version);
  return { status: answer.status, headers, body: answer.body as Json };
}

/** The response for an error, in the API's format. Logs unexpected errors, except tRPC's: the router logs those. */
export function errorResponse(api: Api, ctx: Context, cause: unknown): ApiResponse {
  const { requestId } = ctx;
  if (!(cause instanceof DomainError || cause instanceof TRPCError)) {
    ctx.services.log.error({ requestId, err: cause }, "request failed");
  }
  const error = withRequestId(refusalOf(cause), requestId);
  const headers = rateHeaders(ctx.response.rate, ctx.services.clock());
  if (error.reason === "UNAUTHORIZED") headers["www-authenticate"] = "Bearer";
  if (error.reason === "METHOD_NOT_ALLOWED") headers.allow = allowHeader(error);
  if (error.reason === "RATE_LIMITED") Object.assign(headers, limitHeaders(error));
  return { status: api.dialect.error.status(error), headers, body: api.dialect.error.body(error) };
}

/** An unexpected error shows the request id, by which the log entry can be found. */
const withRequestId = (error: DomainError, requestId: string) =>
  error.reason === "INTERNAL" ? new DomainError("INTERNAL", error.message, { requestId }) : error;

const allowHeader = ({ details: { allow } }: DomainError) => (Array.isArray(allow) ? allow.join(", ") : "");
