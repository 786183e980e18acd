import type { Services } from "@parley/api/services";
import { createRest } from "@parley/rest/rest-app";
import { Hono, type MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { accessLog } from "./http/access-log.ts";
import { address } from "./http/address.ts";
import { authRoutes } from "./http/auth-routes.ts";
import { identifyWith } from "./http/authenticate.ts";
import { documentRoutes } from "./http/document-routes.ts";
import { downloadRoutes } from "./http/download-routes.ts";
import { LightResponse } from "./http/light-response.ts";
import { opsRoutes } from "./http/ops-routes.ts";
import { requestId } from "./http/request-id.ts";
import { trpcRoutes } from "./http/trpc-routes.ts";
import type { Env } from "./http/variables.ts";
import { createMetrics } from "./metrics.ts";

export type AppOptions = {
  services: Services;
  corsOrigins: string[];
  trustProxy: boolean;
  metricsToken: string | undefined;
};

/** Response headers that scripts of other origins may read. */
const EXPOSED = [
  "X-Request-Id",
  "ETag",
  "Idempotency-Replayed",
  "Retry-After",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
];

/** CORS for these origins. An OPTIONS request that is not a preflight is passed on to its route. */
function crossOrigin(origin: string[]): MiddlewareHandler<Env> {
  const handle = cors({ origin, credentials: true, exposeHeaders: EXPOSED });
  return (c, next) =>
    c.req.method === "OPTIONS" && !c.req.header("access-control-request-method") ? next() : handle(c, next);
}

/** All of Parley's own paths as one Hono app. The web app serves all other paths. */
export function createApp({ services, corsOrigins, trustProxy, metricsToken }: AppOptions): Hono<Env> {
  const identify = identifyWith(services, corsOrigins);
  const metrics = createMetrics();
  const app = new Hono<Env>({ strict: false });
  app.use(requestId, address(trustProxy), accessLog(services.log, metrics));
  if (corsOrigins.length > 0) app.use(crossOrigin(corsOrigins));
  app.route("/", opsRoutes(services, metrics, metricsToken));
  app.route("/", authRoutes(services, identify));
  app.route("/", trpcRoutes(services, identify));
  app.route("/", downloadRoutes(services, identify));
  app.route("/", documentRoutes(services, identify));
  app.route("/", createRest({ services, identify, ResponseClass: LightResponse }));
  app.onError((err, c) => {
    const id = c.get("requestId");
    services.log.error({ requestId: id, err }, "request failed unexpectedly");
    return c.json({ code: "INTERNAL", message: "Something went wrong on the server", requestId: id }, 500);
  });
  app.notFound((c) => c.json({ code: "NOT_FOUND", message: `There is nothing at ${c.req.path}` }, 404));
  return app;
}
