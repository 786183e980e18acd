import type { Actor, Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import { createCaller } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { requireScope, unauthorized } from "@parley/api/trpc";
import type { Api } from "./api.ts";
import { isKnown, versionIn } from "./conditional.ts";
import type { AnyAnswer, Operation } from "./operation.ts";
import { answerOnce, idempotencyKey } from "./repetition.ts";
import { parseJson, readBody } from "./request-body.ts";
import { respond } from "./respond.ts";
import type { RouteTable } from "./route.ts";
import { answered, refused, type Sent } from "./sent.ts";

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

/** Serves one request to an API: finds the operation, lets the caller in, runs it, and says the result in the API's dialect. */
export async function serve(api: Api, routes: RouteTable, incoming: Incoming): Promise<Response> {
  const { requestId, services } = incoming;
  const ctx: Context = { services, actor: null, requestId, response: {} };
  const sent = await attempt(api, ctx, () => dispatch(api, routes, incoming, ctx));
  return respond(api, ctx, sent, incoming.Answer);
}

async function attempt(api: Api, ctx: Context, run: () => Promise<Sent>): Promise<Sent> {
  try {
    return await run();
  } catch (error) {
    return refused(api, ctx, error);
  }
}

async function dispatch(api: Api, routes: RouteTable, incoming: Incoming, ctx: Context): Promise<Sent> {
  const { request, path } = incoming;
  const { method } = request;
  const found = routes(method, path);
  switch (found.outcome) {
    case "nothing":
      throw new DomainError("NOT_FOUND", "There is nothing at this path", { method });
    case "wrong-method":
      if (method === "OPTIONS") return { status: 204, headers: { allow: found.allow } };
      return withHeaders(refused(api, ctx, wrongMethod(method, found.allow)), { allow: found.allow });
    case "operation":
      return perform(api, found.operation, found.params, incoming, ctx);
  }
}

const wrongMethod = (method: string, allow: string) =>
  new DomainError("METHOD_NOT_ALLOWED", `${method} is not possible here`, { allow: allow.split(", ") });

/** Who may, what was asked for, what comes back: in this order, so that a stranger is told nothing but 401. */
async function perform(
  api: Api,
  operation: Operation,
  params: Record<string, string>,
  incoming: Incoming,
  ctx: Context,
): Promise<Sent> {
  const { request } = incoming;
  await admit(operation, incoming, ctx);
  const carriesBody = request.method !== "GET" && request.method !== "HEAD" && request.method !== "DELETE";
  const text = carriesBody ? await readBody(request) : "";

  const run = () =>
    attempt(api, ctx, async () => {
      const answer = await operation.run({
        ctx,
        caller: createCaller(ctx),
        params,
        query: Object.fromEntries(incoming.query),
        body: parseJson(text),
        ifVersion: isConditionalWrite(operation) ? versionIn(header(request, "if-match")) : undefined,
        signal: () => request.signal,
      });
      return isNotModified(request, answer)
        ? notModified(answered(api, ctx, answer))
        : answered(api, ctx, answer);
    });

  const key = request.method === "POST" ? idempotencyKey(header(request, "idempotency-key")) : undefined;
  const { actor } = ctx;
  if (key === undefined || !actor) return run();
  const name = [api.kind, operation.name, JSON.stringify(params), text].join("\n");
  const isGone = () => request.signal.aborted;
  return answerOnce({ ctx: Object.assign(ctx, { actor }), key, request: name, isGone }, run);
}

const isConditionalWrite = ({ versioned, method }: Operation) => versioned === true && method !== "GET";

async function admit(operation: Operation, incoming: Incoming, ctx: Context): Promise<void> {
  if (operation.scope === null) return;
  ctx.actor = await incoming.identify();
  if (!ctx.actor) throw unauthorized();
  requireScope(ctx.actor, operation.scope);
}

function isNotModified(request: Request, answer: AnyAnswer): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  if ("events" in answer || answer.version === undefined) return false;
  return isKnown(header(request, "if-none-match"), answer.version);
}

const notModified = ({ headers }: Sent): Sent => ({ status: 304, headers });
const withHeaders = (sent: Sent, more: Record<string, string>): Sent => ({
  ...sent,
  headers: { ...sent.headers, ...more },
});
const header = (request: Request, name: string) => request.headers.get(name) ?? undefined;
