import type { Actor } from "@parley/api/account/actor";
import { ADDRESS_HEADER } from "@parley/api/account/auth";
import { signUpSchema } from "@parley/api/account/schema";
import { DomainError } from "@parley/api/errors";
import type { Limit } from "@parley/api/limits/limiter";
import type { Services } from "@parley/api/services";
import { isJsonObject, isStorable } from "@parley/api/session/schema";
import { limitHeaders, rateHeaders } from "@parley/rest/http/rate-headers";
import { readBody } from "@parley/rest/http/request-body";
import { statusOf } from "@parley/rest/shared/reasons";
import { type Context, Hono } from "hono";
import { domainErrorOf } from "./domain-error.ts";
import type { Env } from "./variables.ts";

const MINUTE = 60_000;
const BASE = "/api/auth";
const BODY_MAX_BYTES = 64 * 1024;
/** The endpoints of better-auth that the product uses. Its others answer 404, so that they can't be attacked. */
const PATHS = new Set(
  [
    "sign-up/email",
    "sign-in/email",
    "sign-out",
    "get-session",
    "update-user",
    "update-email",
    "change-password",
    "list-sessions",
    "revoke-session",
    "revoke-sessions",
    "revoke-other-sessions",
  ].map((path) => `${BASE}/${path}`),
);
/** Endpoints that may revoke credentials. */
const REVOKES_CREDENTIALS = /\/(sign-out|revoke-|change-password)/;
/** Endpoints that check the current password: a stolen cookie must not allow unlimited guesses. */
const CHECKS_PASSWORD = new Set([`${BASE}/change-password`, `${BASE}/update-email`]);

/** Sign-up, sign-in, sign-out and devices: better-auth's endpoints, behind our rate limits and validation. */
export function authRoutes(services: Services, identify: (c: Context) => Promise<Actor | null>): Hono<Env> {
  const { auth, credentials } = services;
  return new Hono<Env>().all(`${BASE}/*`, async (c) => {
    if (!PATHS.has(c.req.path)) return c.notFound();
    const body = await readBody(c.req.raw, BODY_MAX_BYTES).catch(domainErrorOf);
    if (body instanceof DomainError) return respondWithError(c, body);
    if (body !== "" && !isJson(c.req.header("content-type")))
      return c.json({ code: "UNSUPPORTED_MEDIA_TYPE", message: "The body must be JSON" }, 415);
    const invalid = validationError(body);
    if (invalid) return c.json({ code: "VALIDATION_ERROR", message: invalid }, 400);
    const revokes = REVOKES_CREDENTIALS.test(c.req.path);
    const actor = revokes || CHECKS_PASSWORD.has(c.req.path) ? await identify(c) : null;
    const rate = await services.limiter.take(limitsFor(services, c, body, actor)).catch(domainErrorOf);
    if (rate instanceof DomainError) return respondWithError(c, rate, limitHeaders(rate));
    const response = await auth.handler(sanitized(c, body));
    // Only for an authenticated caller: anyone else has nothing to revoke, and could empty the cache at will.
    if (actor && revokes) credentials.evictAll();
    for (const [name, value] of Object.entries(rateHeaders(rate, services.clock())))
      response.headers.set(name, value);
    return response;
  });
}

/** In better-auth's error format. */
const respondWithError = (c: Context, error: DomainError, headers: Record<string, string> = {}) =>
  c.json({ code: error.reason, message: error.message }, statusOf(error), headers);

const isJson = (type: string | undefined) => /^application\/json\s*(;|$)/i.test(type ?? "");

/** Rules that better-auth does not check: text that Postgres can't store, and names outside our limits. */
function validationError(body: string): string | undefined {
  const fields = fieldsIn(body);
  if (!Object.values(fields).every((value) => typeof value !== "string" || isStorable(value)))
    return "The text must not contain null characters or broken Unicode";
  const { name, email } = signUpSchema.shape;
  return brokenRule("name", name, fields.name) ?? brokenRule("email", email, fields.newEmail);
}

function brokenRule(
  what: string,
  schema: typeof signUpSchema.shape.name | typeof signUpSchema.shape.email,
  value: unknown,
) {
  if (typeof value !== "string") return undefined;
  const { error } = schema.safeParse(value);
  return error && `The ${what} ${error.issues[0]?.message}`;
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
 * The request for better-auth, without forged headers.
 *
 * Browsers send the page's origin with every POST, so a request with neither origin nor cookie comes from a program.
 * better-auth would reject it for a missing origin if it has other headers of a browser, as fetch in Node sends them.
 */
function sanitized(c: Context<Env>, body: string): Request {
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
  const signUp = { key: `sign-up:${address}`, limit: signUpPerAddressMinute, windowMs: MINUTE };
  const password = (id: string) => ({
    key: `password:${id}`,
    limit: signInPerAccountMinute,
    windowMs: MINUTE,
  });
  const passwordLimits = actor ? [password(actor.ownerId)] : [];
  switch (c.req.path) {
    case `${BASE}/sign-up/email`:
      return [signUp];
    case `${BASE}/sign-in/email`:
      return [
        { key: `sign-in:account:${emailIn(body)}`, limit: signInPerAccountMinute, windowMs: MINUTE },
        { key: `sign-in:address:${address}`, limit: signInPerAddressMinute, windowMs: MINUTE },
      ];
    // Tells whether an email is taken, so it counts as a sign-up.
    case `${BASE}/update-email`:
      return [signUp, ...passwordLimits];
    case `${BASE}/change-password`:
      return passwordLimits;
    default:
      return [];
  }
}

function emailIn(body: string): string {
  const { email } = fieldsIn(body);
  return typeof email === "string" ? email.trim().toLowerCase().slice(0, 254) : "";
}
