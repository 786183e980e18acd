import type { Actor } from "@parley/api/account/actor";
import { DomainError } from "@parley/api/errors";
import { appRouter } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { readBody } from "@parley/rest/http/request-body";
import { statusOf } from "@parley/rest/shared/reasons";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { type Context, Hono } from "hono";
import { domainErrorOf } from "./domain-error.ts";
import type { Env } from "./variables.ts";

export const TRPC_PATH = "/api/trpc";
/** Fits the largest knowledge base as JSON. */
const BODY_MAX_BYTES = 4 * 1024 * 1024;
/** Calls in one request. Our clients split larger batches. */
const BATCH_MAX = 100;

/** The router over HTTP, its subscriptions as server-sent events. */
export function trpcRoutes(services: Services, identify: (c: Context) => Promise<Actor | null>): Hono<Env> {
  return new Hono<Env>().all(`${TRPC_PATH}/*`, async (c) => {
    if (!["GET", "HEAD", "POST"].includes(c.req.method)) {
      c.header("Allow", "GET, HEAD, POST");
      return respondWithError(
        c,
        new DomainError("METHOD_NOT_ALLOWED", `${c.req.method} is not possible here`),
      );
    }
    const request = await bounded(c.req.raw).catch(domainErrorOf);
    if (request instanceof DomainError) return respondWithError(c, request);
    return fetchRequestHandler({
      endpoint: TRPC_PATH,
      req: request,
      router: appRouter,
      maxBatchSize: BATCH_MAX,
      createContext: async () => ({
        services,
        actor: await identify(c),
        reauthenticate: () => identify(c),
        requestId: c.get("requestId"),
        address: c.get("address"),
        response: {},
      }),
    });
  });
}

/**
 * The request, with a body of at most BODY_MAX_BYTES: one without a content length is read here first. Hono's body limit
 * needs the platform's Request, which the HTTP adapter's is not.
 * @throws DomainError PAYLOAD_TOO_LARGE, VALIDATION_ERROR.
 */
async function bounded(request: Request): Promise<Request> {
  const { url, method, headers, signal } = request;
  const length = headers.get("content-length");
  if (method !== "POST" || (length !== null && Number(length) <= BODY_MAX_BYTES)) return request;
  const text = await readBody(request, BODY_MAX_BYTES);
  return new Request(url, { method, headers, signal, body: text || null });
}

/** In the router's error format. */
function respondWithError(c: Context, error: DomainError): Response {
  const { reason, info, message, details } = error;
  const status = statusOf(error);
  const data = { code: info.trpc, httpStatus: status, reason, details, requestId: c.get("requestId") };
  return c.json({ error: { message, data } }, status);
}
