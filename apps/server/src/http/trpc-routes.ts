import type { Actor } from "@parley/api/context";
import { DomainError, REASONS } from "@parley/api/errors";
import { appRouter } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { readBody } from "@parley/rest/http/request-body";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { type Context, Hono } from "hono";
import type { Env } from "./variables.ts";

export const TRPC_PATH = "/api/trpc";
/** A knowledge base of the largest size, as JSON, fits. */
const BODY_MAX_BYTES = 4 * 1024 * 1024;
/** Calls in one request. The clients that we ship split what is more. */
const BATCH_MAX = 100;

/** The router over HTTP, its subscriptions as server-sent events. */
export function trpcRoutes(services: Services, identify: (c: Context) => Promise<Actor | null>): Hono<Env> {
  return new Hono<Env>().all(`${TRPC_PATH}/*`, async (c) => {
    if (!["GET", "HEAD", "POST"].includes(c.req.method)) {
      c.header("Allow", "GET, HEAD, POST");
      return refuse(c, new DomainError("METHOD_NOT_ALLOWED", `${c.req.method} is not possible here`));
    }
    const request = await bounded(c.req.raw).catch(known);
    if (request instanceof DomainError) return refuse(c, request);
    return fetchRequestHandler({
      endpoint: TRPC_PATH,
      req: request,
      router: appRouter,
      maxBatchSize: BATCH_MAX,
      createContext: async () => ({
        services,
        actor: await identify(c),
        identifyAgain: () => identify(c),
        requestId: c.get("requestId"),
        address: c.get("address"),
        response: {},
      }),
    });
  });
}

/**
 * The request, whose body is no larger than it may be. One that does not say how large it is is read first. Not by
 * Hono's middleware: it builds on the platform's Request, which the HTTP adapter's is not.
 */
async function bounded(request: Request): Promise<Request> {
  const { url, method, headers, signal } = request;
  const length = headers.get("content-length");
  if (method !== "POST" || (length !== null && Number(length) <= BODY_MAX_BYTES)) return request;
  const text = await readBody(request, BODY_MAX_BYTES);
  return new Request(url, { method, headers, signal, body: text || null });
}

function known(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}

/** As the router itself says it. */
function refuse(c: Context, { reason, message, details }: DomainError): Response {
  const { status, trpc } = REASONS[reason];
  const data = { code: trpc, httpStatus: status, reason, details, requestId: c.get("requestId") };
  return c.json({ error: { message, data } }, status);
}
