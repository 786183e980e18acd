import { createHmac, timingSafeEqual } from "node:crypto";

export const SESSION_TOKEN_PREFIX = "pst_";

/**
 * The token that gives access to one session: the session's id with a signature. It needs no row of its own, gives
 * access to nothing once the session is deleted, and can't be made without the server's secret.
 */
export function sessionToken(sessionId: string, secret: string): string {
  return `${SESSION_TOKEN_PREFIX}${sessionId}.${sign(sessionId, secret)}`;
}

/** The id of the session that the token gives access to; undefined when its signature is not valid. */
export function sessionOfToken(token: string, secret: string): string | undefined {
  const [sessionId, signature, ...more] = token.slice(SESSION_TOKEN_PREFIX.length).split(".");
  if (!token.startsWith(SESSION_TOKEN_PREFIX) || !sessionId || !signature || more.length > 0)
    return undefined;
  const actual = Buffer.from(signature);
  const expected = Buffer.from(sign(sessionId, secret));
  return actual.length === expected.length && timingSafeEqual(actual, expected) ? sessionId : undefined;
}

const sign = (sessionId: string, secret: string) =>
  createHmac("sha256", secret).update(`agent-session:${sessionId}`).digest("base64url");
