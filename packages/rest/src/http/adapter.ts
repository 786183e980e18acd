import type { Actor } from "@parley/api/account/actor";
import type { Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import { createCaller } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { requireScope, unauthorized } from "@parley/api/trpc";
import type { Api } from "../api.ts";
import { type AnyAnswer, carriesBody, type Operation } from "../operation.ts";
import { type ApiResponse, errorResponse, responseOf } from "./api-response.ts";
import { isKnown, versionIn } from "./conditional.ts";
import { toHttpResponse } from "./http-response.ts";
import { idempotencyKey, runIdempotent } from "./idempotency.ts";
import { parseJson, readBody } from "./request-body.ts";
import type { RouteTable } from "./route-table.ts";

/** A request to an API, as the HTTP server received it. */
export type Incoming = {
  request: Request;
  /** Below the API's base path, still percent-encoded. */
  path: string;
  query: URLSearchParams;
  requestId: string;
  services: Services;
  /** Authenticates the caller. Not called by operations that need no credential. */
  identify: () => Promise<Actor | null>;
  /** The class to make responses of: the platform's, or one that the HTTP server writes faster. */
  ResponseClass: typeof Response;
};

/** A request with what its handling needs. */
type Served = Incoming & { api: Api; ctx: Context };

/** Handles one request to an API: matches the route, authenticates, runs the operation, formats the result. */
export async function serve(api: Api, routes: RouteTable, incoming: Incoming): Promise<Response> {
  const { requestId, services, ResponseClass } = incoming;
  const ctx: Context = { services, actor: null, requestId, response: {} };
  const response = await attempt(api, ctx, () => dispatch(routes, { ...incoming, api, ctx }));
  return toHttpResponse(api, ctx, response, ResponseClass);
}

async function attempt(api: Api, ctx: Context, run: () => Promise<ApiResponse>): Promise<ApiResponse> {
  try {
    return await run();
  } catch (error) {
    return errorResponse(api, ctx, error);
  }
}

async function dispatch(routes: RouteTable, served: Served): Promise<ApiResponse> {
  const { method } = served.request;
  const found = routes(method, served.path);
  switch (found.outcome) {
    case "nothing":
      throw new DomainError("NOT_FOUND", "There is nothing at this path", { method });
    case "wrong-method":
      if (method === "OPTIONS") return { status: 204, headers: { allow: found.allow.join(", ") } };
      throw new DomainError("METHOD_NOT_ALLOWED", `${method} is not possible here`, { allow: found.allow });
    case "operation":
      return perform(found.operation, found.params, served);
  }
}

/** Authentication comes before validation: an unauthenticated caller gets 401, whatever it sent. */
async function perform(
  operation: Operation,
  params: Record<string, string>,
  served: Served,
): Promise<ApiResponse> {
  const { api, ctx, request } = served;
  await authorize(operation, served);
  const text = carriesBody(operation.method) ? await readBody(request, operation.bodyMaxBytes) : "";
  const run = () => attempt(api, ctx, () => runOperation(operation, params, text, served));
  const key = operation.method === "POST" ? idempotencyKey(header(request, "idempotency-key")) : undefined;
  const { actor } = ctx;
  if (key === undefined || !actor) return run();
  const query = operation.query && Object.fromEntries(served.query);
  const repeatable = {
    ctx: Object.assign(ctx, { actor }),
    key,
    request: [api.kind, operation.name, JSON.stringify([params, query]), text].join("\n"),
    isAborted: () => request.signal.aborted,
  };
  return runIdempotent(repeatable, run);
}

async function authorize(operation: Operation, { api, ctx, identify }: Served): Promise<void> {
  if (operation.scope === null) return;
  ctx.actor = await identify();
  if (!ctx.actor) throw unauthorized();
  if (ctx.actor.type === "session" && !api.sessionTokens)
    throw new DomainError("FORBIDDEN", "A session's token opens that session alone");
  requireScope(ctx.actor, operation.scope);
}

async function runOperation(
  operation: Operation,
  params: Record<string, string>,
  text: string,
  { ctx, request, query }: Served,
): Promise<ApiResponse> {
  const answer = await operation.run({
    ctx,
    caller: createCaller(ctx),
    params,
    query: Object.fromEntries(query),
    body: parseJson(text),
    ifVersion: isConditionalWrite(operation) ? versionIn(header(request, "if-match")) : undefined,
    wantsEvents: /\btext\/event-stream\b/i.test(header(request, "accept") ?? ""),
    signal: () => request.signal,
  });
  const response = responseOf(ctx, answer);
  return isNotModified(request, answer) ? { status: 304, headers: response.headers } : response;
}

const isConditionalWrite = ({ versioned, method }: Operation) => versioned === true && method !== "GET";

function isNotModified(request: Request, answer: AnyAnswer): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  if ("events" in answer || answer.version === undefined) return false;
  return isKnown(header(request, "if-none-match"), answer.version);
}

const header = (request: Request, name: string) => request.headers.get(name) ?? undefined;
