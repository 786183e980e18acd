import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Env } from "./variables.ts";

/** Ids from callers appear in logs and headers, so only these characters are accepted. */
const VALID_ID = /^[\w.:-]{1,100}$/;

/** Sets the request's id, the caller's `X-Request-Id` where it is valid, and returns it in the response. */
export const requestId: MiddlewareHandler<Env> = async (c, next) => {
  const given = c.req.header("x-request-id");
  const id = given && VALID_ID.test(given) ? given : randomUUID();
  c.set("requestId", id);
  await next();
  // Not c.header(), which would construct the response a second time.
  if (!c.get("namesRequest")) c.res.headers.set("X-Request-Id", id);
};
