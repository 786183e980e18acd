import { ADDRESS_HEADER } from "@parley/api/account/auth";
import { signUpSchema } from "@parley/api/account/schema";
import type { Actor } from "@parley/api/context";
import { DomainError, REASONS } from "@parley/api/errors";
import type { Limit } from "@parley/api/limits/limiter";
import type { Services } from "@parley/api/services";
import { isJsonObject, isStorable } from "@parley/api/session/schema";
import { limitHeaders, rateHeaders } from "@parley/rest/http/rate-headers";
import { readBody } from "@parley/rest/http/request-body";
import { type Context, Hono } from "hono";
import type { Env } from "./variables.ts";

const MINUTE = 60_000;
const BASE = "/api/auth";
const BODY_MAX_BYTES = 64 * 1024;
/** What the product uses of better-auth. It has more, each with a page or a question that nobody here needs. */
const PATHS = new Set(
  [
    ...["sign-up/email", "sign-in/email", "sign-out", "get-session", "update-user", "change-password"],
    ...["list-sessions", "revoke-session", "revoke-sessions", "revoke-other-sessions"],
  ].map((path) => `${BASE}/${path}`),
);
/** Paths after which a credential that was good may not be any more. */
const ENDS_CREDENTIALS = /\/(sign-out|revoke-|change-password)/;

/** Sign-up, sign-in, sign-out and devices: better-auth's own paths, behind our limits. */
export function authRoutes(services: Services, identify: (c: Context) => Promise<Actor | null>): Hono<Env> {
  const { auth, credentials } = services;
  return new Hono<Env>().all(`${BASE}/*`, async (c) => {
    if (!PATHS.has(c.req.path)) return c.notFound();
    const body = await readBody(c.req.raw, BODY_MAX_BYTES).catch(known);
    if (body instanceof DomainError) return refuse(c, body);
    if (body !== "" && !isJson(c.req.header("content-type")))
      return c.json({ code: "UNSUPPORTED_MEDIA_TYPE", message: "The body must be JSON" }, 415);
    const wrong = unfit(body);
    if (wrong) return c.json({ code: "VALIDATION_ERROR", message: wrong }, 400);
    const actor = ENDS_CREDENTIALS.test(c.req.path) ? await identify(c) : null;
    const rate = await services.limiter.take(limitsFor(services, c, body, actor)).catch(known);
    if (rate instanceof DomainError) return refuse(c, rate, limitHeaders(rate));
    const response = await auth.handler(asWeKnowIt(c, body));
    // Not for a stranger, who has nothing to end and would have everybody else asked for anew.
    if (actor) credentials.forgetAll();
    for (const [name, value] of Object.entries(rateHeaders(rate, services.clock())))
      response.headers.set(name, value);
    return response;
  });
}

function known(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}

/** In better-auth's own form. */
const refuse = (c: Context, { reason, message }: DomainError, headers: Record<string, string> = {}) =>
  c.json({ code: reason, message }, REASONS[reason].status, headers);

const isJson = (type: string | undefined) => /^application\/json\s*(;|$)/i.test(type ?? "");

/** What better-auth would take and the database would not, or nobody would want to read. */
function unfit(body: string): string | undefined {
  const fields = fieldsIn(body);
  if (!Object.values(fields).every((value) => typeof value !== "string" || isStorable(value)))
    return "The text must not contain null characters or broken Unicode";
  if (typeof fields.name !== "string") return undefined;
  const { error } = signUpSchema.shape.name.safeParse(fields.name);
  return error && `The name ${error.issues[0]?.message}`;
}

function fieldsIn(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body);
    return isJsonObject(parsed) ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * The request for better-auth, with what it would otherwise believe of the caller's headers set right.
 *
 * A browser names the page's origin whenever it posts; what names none and carries no cookie is a program. Some
 * programs send a browser's other headers all the same, for which they would be asked where they come from.
 */
function asWeKnowIt(c: Context<Env>, body: string): Request {
  const { method, url, headers: given } = c.req.raw;
  const headers = new Headers(given);
  headers.delete(ADDRESS_HEADER);
  const address = c.get("address");
  if (address) headers.set(ADDRESS_HEADER, address);
  if (!headers.has("origin") && !headers.has("cookie")) headers.set("origin", new URL(url).origin);
  return new Request(url, { method, headers, ...(body ? { body } : {}) });
}

function limitsFor({ settings }: Services, c: Context<Env>, body: string, actor: Actor | null): Limit[] {
  const { signUpPerAddressMinute, signInPerAccountMinute, signInPerAddressMinute } = settings.limits;
  const address = c.get("address") ?? "unknown";
  switch (c.req.path) {
    case `${BASE}/sign-up/email`:
      return [{ key: `sign-up:${address}`, limit: signUpPerAddressMinute, windowMs: MINUTE }];
    case `${BASE}/sign-in/email`:
      return [
        { key: `sign-in:account:${emailIn(body)}`, limit: signInPerAccountMinute, windowMs: MINUTE },
        { key: `sign-in:address:${address}`, limit: signInPerAddressMinute, windowMs: MINUTE },
      ];
    // It asks for the password, too: whoever has come by a cookie must not guess at leisure.
    case `${BASE}/change-password`:
      return actor
        ? [{ key: `password:${actor.ownerId}`, limit: signInPerAccountMinute, windowMs: MINUTE }]
        : [];
    default:
      return [];
  }
}

function emailIn(body: string): string {
  const { email } = fieldsIn(body);
  return typeof email === "string" ? email.trim().toLowerCase().slice(0, 254) : "";
}
