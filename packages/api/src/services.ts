import type { TextEngine } from "@parley/ai/port";
import type { Db } from "@parley/db/client";
import { type Auth, createAuth } from "./account/auth.ts";
import { type Credentials, createCredentials } from "./account/credentials.ts";
import { type KeyStore, keyStore } from "./account/key-store.ts";
import type { Clock } from "./clock.ts";
import { createLimiter, type Limiter } from "./limits/limiter.ts";
import { type SharedCounts, sharedCounts } from "./limits/shared-counts.ts";
import type { Log } from "./log.ts";
import { type AccessStore, accessStore } from "./session/access/store.ts";
import { type IdempotencyStore, idempotencyStore } from "./session/idempotency.ts";
import { type KindRegistry, kindRegistry, type SessionKind } from "./session/kind.ts";
import { createSessionBus, type SessionBus, type Transport } from "./session/live/bus.ts";
import { type InboxStore, inboxStore } from "./session/read/inbox.ts";
import { type SessionStore, sessionStore } from "./session/read/store.ts";
import { createReplyQueue, type ReplyQueue } from "./session/reply/queue.ts";
import type { Settings } from "./settings.ts";

export type ServiceOptions = {
  db: Db;
  text: TextEngine;
  log: Log;
  /** Signs cookies and session tokens. */
  secret: string;
  /** The URL at which browsers reach the server, e.g. `https://parley.example`. */
  publicUrl: string;
  /** Other origins whose pages may call the API with a person's cookie. */
  trustedOrigins: string[];
  settings: Settings;
  clock: Clock;
  /** The kinds of session that this server supports. */
  kinds: readonly SessionKind[];
  /** Carries notifications between server processes; absent when this is the only process. */
  transport?: Transport | undefined;
};

/** The services that all parts share, one set per process. A part's own services are created with `servicesOf`. */
export type Services = {
  db: Db;
  clock: Clock;
  log: Log;
  settings: Settings;
  text: TextEngine;
  startedAt: Date;
  secret: string;
  kinds: KindRegistry;
  auth: Auth;
  credentials: Credentials;
  keys: KeyStore;
  limiter: Limiter;
  /** Rate limit counts that all server processes share; null when this is the only process. */
  sharedCounts: SharedCounts | null;
  bus: SessionBus;
  access: AccessStore;
  sessions: SessionStore;
  inbox: InboxStore;
  replies: ReplyQueue;
  idempotency: IdempotencyStore;
};

/** Creates the services. Nothing runs in the background until the worker or a subscription needs it. */
export function createServices(options: ServiceOptions): Services {
  const { db, clock, log, settings, text, secret } = options;
  const kinds = kindRegistry(options.kinds);
  const keys = keyStore(db);
  const access = accessStore(db);
  const auth = createAuth({ ...options, onFirstPerson: kinds.welcome });
  const shared = options.transport ? sharedCounts(db) : null;
  return {
    db,
    clock,
    log,
    settings,
    text,
    secret,
    kinds,
    startedAt: clock(),
    auth,
    keys,
    access,
    credentials: createCredentials({ auth, keys, secret, clock, ownerOf: access.ownerOf }),
    sharedCounts: shared,
    limiter: createLimiter({ shared, clock, scale: settings.limits.scale }),
    bus: createSessionBus(options.transport),
    sessions: sessionStore(db),
    inbox: inboxStore(db),
    replies: createReplyQueue(db, kinds),
    idempotency: idempotencyStore(db),
  };
}
