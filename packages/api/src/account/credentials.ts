import type { Db } from "@parley/db/client";
import type { Actor } from "./actor.ts";
import type { Auth } from "./auth.ts";
import { hashSecret, KEY_PREFIX, type KeyStore } from "./key-store.ts";
import type { Scope } from "./schema.ts";
import { SESSION_TOKEN_PREFIX, sessionOfToken } from "./session-token.ts";

/** How long a verified credential is cached. A revocation is announced, and evicts it before that. */
const CACHE_MS = 5_000;
const CACHE_MAX_ENTRIES = 20_000;
const TOUCH_INTERVAL_MS = 60_000;
const CHANNEL = "parley_credential";
/** What the holder of a session token may do in that session. */
const SESSION_TOKEN_SCOPES: readonly Scope[] = ["sessions:read", "sessions:write"];

export type Credentials = ReturnType<typeof createCredentials>;

export type CredentialOptions = {
  auth: Auth;
  keys: KeyStore;
  /** The owner of a session; undefined when there is none. */
  ownerOf: (sessionId: string) => Promise<string | undefined>;
  secret: string;
  clock: () => Date;
};

type Verified = { actor: Actor; tokenHash: string; until: number };

/** Finds the actor that a request's credential identifies. Verified credentials are cached for CACHE_MS. */
export function createCredentials({ auth, keys, ownerOf, secret, clock }: CredentialOptions) {
  const cache = new Map<string, Verified>();
  /** Per key id, when its use was last stored: milliseconds since the epoch. */
  const touchedAt = new Map<string, number>();
  const endListeners = new Set<() => void>();
  /**
   * Rises with each eviction: a verification that ran meanwhile may be of the evicted credential, and is not cached.
   */
  let evictions = 0;

  async function cached(credential: string, verify: () => Promise<Verified | null>): Promise<Actor | null> {
    const now = clock().getTime();
    const cacheKey = hashSecret(credential);
    const known = cache.get(cacheKey);
    if (known && known.until > now) return known.actor;
    cache.delete(cacheKey);
    const evictionsBefore = evictions;
    const verified = await verify();
    if (!verified) return null;
    if (evictions !== evictionsBefore) return verified.actor;
    if (cache.size >= CACHE_MAX_ENTRIES) cache.clear();
    cache.set(cacheKey, { ...verified, until: Math.min(verified.until, now + CACHE_MS) });
    return verified.actor;
  }

  async function verifyKey(key: string): Promise<Verified | null> {
    const now = clock();
    const found = await keys.findByHash(hashSecret(key));
    if (!found || (found.expiresAt && found.expiresAt <= now)) return null;
    touch(found.id, now);
    return {
      actor: { type: "key", ownerId: found.ownerId, keyId: found.id, scopes: found.scopes },
      tokenHash: hashSecret(key),
      until: found.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    };
  }

  /** Stores when the key was last used, at most once a minute. The request doesn't wait for it. */
  function touch(keyId: string, now: Date) {
    if (now.getTime() - (touchedAt.get(keyId) ?? 0) < TOUCH_INTERVAL_MS) return;
    if (touchedAt.size >= CACHE_MAX_ENTRIES) touchedAt.clear();
    touchedAt.set(keyId, now.getTime());
    keys.touch(keyId, now).catch(() => touchedAt.delete(keyId));
  }

  async function verifyPerson(headers: Headers): Promise<Verified | null> {
    const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
    if (!found) return null;
    return {
      actor: { type: "user", ownerId: found.user.id },
      tokenHash: hashSecret(found.session.token),
      until: found.session.expiresAt.getTime(),
    };
  }

  async function ofSessionToken(token: string): Promise<Actor | null> {
    const sessionId = sessionOfToken(token, secret);
    if (!sessionId) return null;
    // The token of a deleted session is still valid: its requests fail as SESSION_NOT_FOUND, not as UNAUTHORIZED.
    const ownerId = (await ownerOf(sessionId)) ?? "";
    return { type: "session", ownerId, sessionId, scopes: SESSION_TOKEN_SCOPES };
  }

  function evict(tokenHash: string) {
    for (const [cacheKey, verified] of cache) if (verified.tokenHash === tokenHash) cache.delete(cacheKey);
    notifyEnded();
  }

  function evictAll() {
    cache.clear();
    notifyEnded();
  }

  function notifyEnded() {
    evictions += 1;
    for (const listener of endListeners) listener();
  }

  return {
    /**
     * @param token from `Authorization: Bearer` or `X-API-Key`.
     * @returns null when the token is not valid.
     */
    async ofToken(token: string): Promise<Actor | null> {
      if (token.startsWith(SESSION_TOKEN_PREFIX)) return ofSessionToken(token);
      if (token.startsWith(KEY_PREFIX)) return cached(token, () => verifyKey(token));
      return cached(token, () => verifyPerson(new Headers({ authorization: `Bearer ${token}` })));
    },

    /** @param cookie the whole Cookie header. */
    async ofCookie(cookie: string): Promise<Actor | null> {
      return cached(cookie, () => verifyPerson(new Headers({ cookie })));
    },

    /** Removes the credential with this hash from the cache, so that its next use is verified. */
    evict,

    /** Removes all credentials from the cache. */
    evictAll,

    /** Calls `listener` when a credential may have ended. @returns a function that unsubscribes it. */
    onEnded(listener: () => void): () => void {
      endListeners.add(listener);
      return () => endListeners.delete(listener);
    },

    /**
     * Subscribes to the revocations of all server processes. A new connection evicts everything: notifications
     * may have been lost while it was down.
     * @param direct a connection without a pooler in between: LISTEN needs a connection of its own.
     */
    async listen(direct: Db): Promise<() => Promise<void>> {
      const { unlisten } = await direct.$client.listen(CHANNEL, evict, evictAll);
      return unlisten;
    },
  };
}
