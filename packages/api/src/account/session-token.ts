import { createHmac, timingSafeEqual } from "node:crypto";

export const SESSION_TOKEN_PREFIX = "pst_";

/**
 * The token that opens one session: its id, signed. It needs no row of its own, ends with the session, and can't
 * be made without the server's secret.
 */
export function sessionToken(sessionId: string, secret: string): string {
  return `${SESSION_TOKEN_PREFIX}${sessionId}.${sign(sessionId, secret)}`;
}

/** The id of the session that the token opens; undefined for a token that this server did not make. */
export function sessionOfToken(token: string, secret: string): string | undefined {
  const [sessionId, signature, ...more] = token.slice(SESSION_TOKEN_PREFIX.length).split(".");
  if (!token.startsWith(SESSION_TOKEN_PREFIX) || !sessionId || !signature || more.length > 0)
    return undefined;
  const given = Buffer.from(signature);
  const right = Buffer.from(sign(sessionId, secret));
  return given.length === right.length && timingSafeEqual(given, right) ? sessionId : undefined;
}

const sign = (sessionId: string, secret: string) =>
  createHmac("sha256", secret).update(`agent-session:${sessionId}`).digest("base64url");
