import { signUpSchema } from "@parley/api/account/schema";
import { DomainError } from "@parley/api/errors";
import type { Limit } from "@parley/api/limits/limiter";
import type { Services } from "@parley/api/services";
import { isJsonObject, isStorable } from "@parley/api/session/schema";
import { type Context, Hono } from "hono";
import type { Env } from "./variables.ts";

const MINUTE = 60_000;
const BODY_MAX_BYTES = 64 * 1024;
/** Paths after which a credential that was good may not be any more. */
const ENDS_CREDENTIALS = /\/(sign-out|revoke-|change-password|reset-password|delete-user)/;

/** Sign-up, sign-in, sign-out and devices: better-auth's own paths, behind our limits. */
export function authRoutes(services: Services): Hono<Env> {
  const { auth, credentials } = services;
  return new Hono<Env>().all("/api/auth/*", async (c) => {
    const body = await c.req.raw.clone().text();
    if (body.length > BODY_MAX_BYTES)
      return c.json({ code: "PAYLOAD_TOO_LARGE", message: "The body is too large" }, 413);
    const wrong = unfit(body);
    if (wrong) return c.json({ code: "VALIDATION_ERROR", message: wrong }, 400);
    const refused = await overLimit(services, limitsFor(services, c, body));
    if (refused) {
      c.header("Retry-After", String(refused.details.retryAfter));
      return c.json({ code: refused.reason, message: refused.message }, 429);
    }
    const response = await auth.handler(fromProgram(c.req.raw, body));
    if (ENDS_CREDENTIALS.test(c.req.path)) credentials.forgetAll();
    return response;
  });
}

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
 * A browser names the page's origin whenever it posts; what names none and carries no cookie is a program. Some
 * programs send a browser's other headers all the same, for which they would be asked where they come from.
 */
function fromProgram(request: Request, body: string): Request {
  if (request.headers.has("origin") || request.headers.has("cookie")) return request;
  const headers = new Headers(request.headers);
  headers.set("origin", new URL(request.url).origin);
  return new Request(request.url, { method: request.method, headers, ...(body ? { body } : {}) });
}

function limitsFor({ settings }: Services, c: Context<Env>, body: string): Limit[] {
  const { signUpPerAddressMinute, signInPerAccountMinute, signInPerAddressMinute } = settings.limits;
  const address = c.get("address") ?? "unknown";
  if (c.req.path.startsWith("/api/auth/sign-up")) {
    return [{ key: `sign-up:${address}`, limit: signUpPerAddressMinute, windowMs: MINUTE }];
  }
  if (!c.req.path.startsWith("/api/auth/sign-in")) return [];
  return [
    { key: `sign-in:account:${emailIn(body)}`, limit: signInPerAccountMinute, windowMs: MINUTE },
    { key: `sign-in:address:${address}`, limit: signInPerAddressMinute, windowMs: MINUTE },
  ];
}

function emailIn(body: string): string {
  const { email } = fieldsIn(body);
  return typeof email === "string" ? email.trim().toLowerCase().slice(0, 254) : "";
}

async function overLimit({ limiter }: Services, limits: Limit[]): Promise<DomainError | undefined> {
  try {
    await limiter.take(limits);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
