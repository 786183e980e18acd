import type { Actor } from "@parley/api/account/actor";
import type { Services } from "@parley/api/services";
import type { Context } from "hono";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Authenticates by `Authorization: Bearer`, by `X-API-Key`, or by the web app's cookie. Null: no valid credential.
 * The cookie is not used when a header holds an invalid credential.
 */
export function identifyWith(services: Services, trustedOrigins: string[]) {
  const { credentials } = services;
  return async (c: Context): Promise<Actor | null> => {
    const authorization = c.req.header("authorization");
    if (authorization !== undefined) {
      const token = /^bearer +(\S+)\s*$/i.exec(authorization)?.[1];
      return token ? credentials.ofToken(token) : null;
    }
    const key = c.req.header("x-api-key")?.trim();
    if (key) return credentials.ofToken(key);
    const cookie = c.req.header("cookie");
    if (!cookie || !isTrustedOrigin(c, trustedOrigins)) return null;
    return credentials.ofCookie(cookie);
  };
}

/** Browsers attach cookies to requests from any page, so a change is accepted only from trusted origins (CSRF). */
function isTrustedOrigin(c: Context, trustedOrigins: string[]): boolean {
  const origin = c.req.header("origin");
  if (SAFE.has(c.req.method) || origin === undefined) return true;
  if (trustedOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === c.req.header("host");
}
