import type { Db } from "@parley/db/client";
import type { Actor } from "./actor.ts";
import type { Auth } from "./auth.ts";
import { hashSecret, KEY_PREFIX, type KeyStore } from "./key-store.ts";
import type { Scope } from "./schema.ts";
import { SESSION_TOKEN_PREFIX, sessionOfToken } from "./session-token.ts";

/** How long a verified credential is believed without asking again. Its end is announced, so that it ends at once. */
const BELIEVED_MS = 5_000;
const BELIEVED_MAX = 20_000;
const TOUCH_EVERY_MS = 60_000;
const CHANNEL = "parley_credential";
/** What the holder of a session's token may do, in that session. */
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

/** Turns what a request carries into who is calling. */
export function createCredentials({ auth, keys, ownerOf, secret, clock }: CredentialOptions) {
  const believed = new Map<string, Verified>();
  const touched = new Map<string, number>();
  const endListeners = new Set<() => void>();
  /** Rises when a credential ends: what was being verified meanwhile may be that one, and is not believed. */
  let endings = 0;

  async function believe(credential: string, verify: () => Promise<Verified | null>): Promise<Actor | null> {
    const now = clock().getTime();
    const key = hashSecret(credential);
    const known = believed.get(key);
    if (known && known.until > now) return known.actor;
    believed.delete(key);
    const endingsBefore = endings;
    const verified = await verify();
    if (!verified) return null;
    if (endings !== endingsBefore) return verified.actor;
    if (believed.size >= BELIEVED_MAX) believed.clear();
    believed.set(key, { ...verified, until: Math.min(verified.until, now + BELIEVED_MS) });
    return verified.actor;
  }

  async function verifyKey(key: string): Promise<Verified | null> {
    const now = clock();
    const found = await keys.findByHash(hashSecret(key));
    if (!found || (found.expiresAt && found.expiresAt <= now)) return null;
    noteUse(found.id, now);
    return {
      actor: { type: "key", ownerId: found.ownerId, keyId: found.id, scopes: found.scopes },
      tokenHash: hashSecret(key),
      until: found.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    };
  }

  /** Once a minute at most, and beside the request: no request waits for it. */
  function noteUse(keyId: string, now: Date) {
    if (now.getTime() - (touched.get(keyId) ?? 0) < TOUCH_EVERY_MS) return;
    if (touched.size >= BELIEVED_MAX) touched.clear();
    touched.set(keyId, now.getTime());
    keys.touch(keyId, now).catch(() => touched.delete(keyId));
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
    // A session that is gone is not found; its token is still a good one.
    const ownerId = (await ownerOf(sessionId)) ?? "";
    return { type: "session", ownerId, sessionId, scopes: SESSION_TOKEN_SCOPES };
  }

  function forget(tokenHash: string) {
    for (const [key, verified] of believed) if (verified.tokenHash === tokenHash) believed.delete(key);
    announce();
  }

  function forgetAll() {
    believed.clear();
    announce();
  }

  function announce() {
    endings += 1;
    for (const listener of endListeners) listener();
  }

  return {
    /** @param token from `Authorization: Bearer` or `X-API-Key`. Null: it opens nothing. */
    async ofToken(token: string): Promise<Actor | null> {
      if (token.startsWith(SESSION_TOKEN_PREFIX)) return ofSessionToken(token);
      if (token.startsWith(KEY_PREFIX)) return believe(token, () => verifyKey(token));
      return believe(token, () => verifyPerson(new Headers({ authorization: `Bearer ${token}` })));
    },

    /** @param cookie the whole Cookie header. */
    async ofCookie(cookie: string): Promise<Actor | null> {
      return believe(cookie, () => verifyPerson(new Headers({ cookie })));
    },

    /** Stops believing the credential whose secret has this hash. */
    forget,

    /** Asks again for every credential from now on. */
    forgetAll,

    /** Calls `listener` whenever a credential may have ended. @returns how to stop. */
    onEnded(listener: () => void): () => void {
      endListeners.add(listener);
      return () => endListeners.delete(listener);
    },

    /** Hears of every credential that ends, in whichever process. @param direct reaches Postgres with no pooler between. */
    async listen(direct: Db): Promise<() => Promise<void>> {
      const { unlisten } = await direct.$client.listen(CHANNEL, forget, forgetAll);
      return unlisten;
    },
  };
}
