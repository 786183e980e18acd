import type { Actor, Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import { createCaller } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { requireScope, unauthorized } from "@parley/api/trpc";
import type { Api } from "../api.ts";
import { type AnyAnswer, carriesBody, type Operation } from "../operation.ts";
import { answered, refused, type Sent } from "./api-response.ts";
import { isKnown, versionIn } from "./conditional.ts";
import { respond } from "./http-response.ts";
import { answerOnce, idempotencyKey } from "./idempotency.ts";
import { parseJson, readBody } from "./request-body.ts";
import type { RouteTable } from "./route-table.ts";

/** A request to an API, as the HTTP server has it. */
export type Incoming = {
  request: Request;
  /** Below the API's own path, still encoded. */
  path: string;
  query: URLSearchParams;
  requestId: string;
  services: Services;
  /** Who is calling; asked only where a credential is needed. */
  identify: () => Promise<Actor | null>;
  /** The class that answers are made of: the platform's, or one that the HTTP server writes out faster. */
  Answer: typeof Response;
};

/** An API's request while it is served. */
type Served = Incoming & { api: Api; ctx: Context };

/** Serves one request to an API: finds the operation, lets the caller in, runs it, and says the result in the API's dialect. */
export async function serve(api: Api, routes: RouteTable, incoming: Incoming): Promise<Response> {
  const { requestId, services, Answer } = incoming;
  const ctx: Context = { services, actor: null, requestId, response: {} };
  const sent = await attempt(api, ctx, () => dispatch(routes, { ...incoming, api, ctx }));
  return respond(api, ctx, sent, Answer);
}

async function attempt(api: Api, ctx: Context, run: () => Promise<Sent>): Promise<Sent> {
  try {
    return await run();
  } catch (error) {
    return refused(api, ctx, error);
  }
}

async function dispatch(routes: RouteTable, served: Served): Promise<Sent> {
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

/** Who may, what was asked for, what comes back: in this order, so that a stranger is told nothing but 401. */
async function perform(operation: Operation, params: Record<string, string>, served: Served): Promise<Sent> {
  const { api, ctx, request } = served;
  await admit(operation, served);
  const text = carriesBody(operation.method) ? await readBody(request, operation.bodyMaxBytes) : "";
  const run = () => attempt(api, ctx, () => ask(operation, params, text, served));
  const key = operation.method === "POST" ? idempotencyKey(header(request, "idempotency-key")) : undefined;
  const { actor } = ctx;
  if (key === undefined || !actor) return run();
  const query = operation.query && Object.fromEntries(served.query);
  const asked = [api.kind, operation.name, JSON.stringify([params, query]), text].join("\n");
  const isGone = () => request.signal.aborted;
  const sessionId = api.sessionOf({ ...query, ...params });
  return answerOnce({ ctx: Object.assign(ctx, { actor }), key, request: asked, sessionId, isGone }, run);
}

async function admit(operation: Operation, { api, ctx, identify }: Served): Promise<void> {
  if (operation.scope === null) return;
  ctx.actor = await identify();
  if (!ctx.actor) throw unauthorized();
  if (ctx.actor.type === "session" && !api.sessionTokens)
    throw new DomainError("FORBIDDEN", "A session's token opens that session alone");
  requireScope(ctx.actor, operation.scope);
}

async function ask(
  operation: Operation,
  params: Record<string, string>,
  text: string,
  { ctx, request, query }: Served,
): Promise<Sent> {
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
  const sent = answered(ctx, answer);
  return isNotModified(request, answer) ? { status: 304, headers: sent.headers } : sent;
}

const isConditionalWrite = ({ versioned, method }: Operation) => versioned === true && method !== "GET";

function isNotModified(request: Request, answer: AnyAnswer): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  if ("events" in answer || answer.version === undefined) return false;
  return isKnown(header(request, "if-none-match"), answer.version);
}

const header = (request: Request, name: string) => request.headers.get(name) ?? undefined;
