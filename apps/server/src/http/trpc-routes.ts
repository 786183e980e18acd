import type { Actor } from "@parley/api/context";
import { appRouter } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Env } from "./variables.ts";

export const TRPC_PATH = "/api/trpc";
/** A knowledge base of the largest size, as JSON, fits. */
const BODY_MAX_BYTES = 4 * 1024 * 1024;
/** Calls in one request. The clients that we ship split what is more. */
const BATCH_MAX = 100;

/** The router over HTTP, its subscriptions as server-sent events. */
export function trpcRoutes(services: Services, identify: (c: Context) => Promise<Actor | null>): Hono<Env> {
  const tooLarge = (c: Context) =>
    c.json(
      { error: { message: "The body is too large", data: { reason: "PAYLOAD_TOO_LARGE", httpStatus: 413 } } },
      413,
    );
  return new Hono<Env>().all(
    `${TRPC_PATH}/*`,
    bodyLimit({ maxSize: BODY_MAX_BYTES, onError: tooLarge }),
    async (c) => {
      return fetchRequestHandler({
        endpoint: TRPC_PATH,
        req: c.req.raw,
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
    },
  );
}
