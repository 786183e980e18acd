import type { MiddlewareHandler } from "hono";
import type { Env } from "./variables.ts";

/** Sets the caller's network address. `X-Forwarded-For` is used only behind a proxy that is trusted to set it. */
export const address = (trustProxy: boolean): MiddlewareHandler<Env> => {
  return async (c, next) => {
    const forwarded = trustProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
    c.set("address", forwarded || c.env?.incoming?.socket.remoteAddress);
    await next();
  };
};
