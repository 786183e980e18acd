import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Env } from "./variables.ts";

/** A caller's own id is kept when it is plain: it ends up in logs and headers. */
const PLAIN = /^[\w.:-]{1,100}$/;

/** Gives each request an id, the caller's `X-Request-Id` where there is one, and sends it back. */
export const requestId: MiddlewareHandler<Env> = async (c, next) => {
  const given = c.req.header("x-request-id");
  const id = given && PLAIN.test(given) ? given : randomUUID();
  c.set("requestId", id);
  await next();
  // Not c.header(): it would make the whole answer anew.
  if (!c.get("namesRequest")) c.res.headers.set("X-Request-Id", id);
};
