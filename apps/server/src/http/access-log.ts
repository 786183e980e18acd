import type { Log } from "@parley/api/log";
import type { MiddlewareHandler } from "hono";
import type { Metrics } from "../metrics.ts";
import type { Env } from "./variables.ts";

/** Logs and measures each request. The query, headers and body are not logged, because they may contain secrets. */
export const accessLog = (log: Log, metrics: Metrics): MiddlewareHandler<Env> => {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const ms = Math.round((performance.now() - start) * 10) / 10;
    const { method, path } = c.req;
    metrics.observe(method, c.res.status, ms / 1000);
    const details = { requestId: c.get("requestId"), method, path, status: c.res.status, ms };
    if (c.res.status >= 500) log.error(details, "request failed");
    else log.debug(details, "request");
  };
};
