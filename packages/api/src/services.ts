import type { TextEngine } from "@parley/ai/port";
import type { Db } from "@parley/db/client";
import { type Auth, createAuth } from "./account/auth.ts";
import { type Credentials, createCredentials } from "./account/credentials.ts";
import { type KeyStore, keyStore } from "./account/key-store.ts";
import { type AgentActivity, agentActivity } from "./agent/activity.ts";
import { type AgentDirectory, agentDirectory } from "./agent/directory.ts";
import { type AgentLifecycle, agentLifecycle } from "./agent/lifecycle.ts";
import type { TimeoutConfig } from "./agent/schema.ts";
import { type AgentStore, agentStore } from "./agent/store.ts";
import { type ClientDirectory, clientDirectory } from "./chatbot/clients.ts";
import { type ChatbotDirectory, chatbotDirectory } from "./chatbot/directory.ts";
import { type ChatbotHistory, chatbotHistory } from "./chatbot/history.ts";
import { type ChatbotLifecycle, chatbotLifecycle } from "./chatbot/lifecycle.ts";
import { type ChatbotSessionStore, chatbotSessionStore } from "./chatbot/store.ts";
import { createLimiter, type Limiter } from "./limits/limiter.ts";
import { type SharedCounts, sharedCounts } from "./limits/shared-counts.ts";
import { type IdempotencyStore, idempotencyStore } from "./session/idempotency.ts";
import { createSessionBus, type SessionBus, type Transport } from "./session/live/bus.ts";
import { type InboxStore, inboxStore } from "./session/read/inbox.ts";
import { type SessionStore, sessionStore } from "./session/read/store.ts";
import { createReplyQueue, type ReplyQueue } from "./session/reply/queue.ts";

/** Tells the present time. Tests give their own. */
export type Clock = () => Date;

export type Log = {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

/** The numbers that an installation may set. */
export type Settings = {
  timeoutDefaults: TimeoutConfig;
  /** Hours that an expired session is kept before it is removed. */
  retentionHours: number;
  /** Milliseconds that a chatbot's reply may take, summaries and all; then a fallback is the answer. */
  chatReplyTimeoutMs: number;
  limits: {
    /** Multiplies every limit; 0 turns them off. */
    scale: number;
    perSessionMinute: number;
    perUserHour: number;
    perAgentHour: number;
    perAccountMinute: number;
    signUpPerAddressMinute: number;
    signInPerAccountMinute: number;
    signInPerAddressMinute: number;
  };
};

export const DEFAULT_SETTINGS: Settings = {
  timeoutDefaults: {
    timeoutMinutes: 30,
    autoRenew: true,
    maxDurationMinutes: 720,
    warningThresholdMinutes: 5,
  },
  retentionHours: 24,
  chatReplyTimeoutMs: 60_000,
  limits: {
    scale: 1,
    perSessionMinute: 60,
    perUserHour: 1000,
    perAgentHour: 5000,
    perAccountMinute: 1000,
    signUpPerAddressMinute: 30,
    signInPerAccountMinute: 10,
    signInPerAddressMinute: 100,
  },
};

export type ServiceOptions = {
  db: Db;
  text: TextEngine;
  log: Log;
  /** Signs cookies and session tokens. */
  secret: string;
  /** Where people reach the server, e.g. `https://parley.example`. */
  publicUrl: string;
  /** Other origins whose pages may use the API with a person's cookie. */
  trustedOrigins: string[];
  settings: Settings;
  clock: Clock;
  /** Carries news between server processes; absent when this is the only one. */
  transport?: Transport | undefined;
};

/** All that procedures and jobs work with. One per process. */
export type Services = {
  db: Db;
  clock: Clock;
  log: Log;
  settings: Settings;
  text: TextEngine;
  startedAt: Date;
  auth: Auth;
  credentials: Credentials;
  keys: KeyStore;
  limiter: Limiter;
  bus: SessionBus;
  sessions: SessionStore;
  agents: AgentDirectory;
  agentSessions: AgentStore & AgentActivity & AgentLifecycle;
  chatbots: ChatbotDirectory;
  clients: ClientDirectory;
  chatbotSessions: ChatbotSessionStore & ChatbotLifecycle & ChatbotHistory;
  inbox: InboxStore;
  idempotency: IdempotencyStore;
  /** Counts of the rate limits that all server processes share; null when this is the only one. */
  sharedCounts: SharedCounts | null;
  secret: string;
  replies: ReplyQueue;
};

/** Puts the services together. Nothing runs in the background until the worker or a subscription asks for it. */
export function createServices(options: ServiceOptions): Services {
  const { db, clock, log, settings, text, secret } = options;
  const agentSessions = { ...agentStore(db), ...agentActivity(db), ...agentLifecycle(db) };
  const keys = keyStore(db);
  const auth = createAuth({ ...options, db });
  const shared = options.transport ? sharedCounts(db) : null;
  return {
    db,
    clock,
    log,
    settings,
    text,
    secret,
    startedAt: clock(),
    auth,
    keys,
    agentSessions,
    credentials: createCredentials({ auth, keys, secret, clock, factsOf: agentSessions.facts }),
    sharedCounts: shared,
    limiter: createLimiter({ shared, clock, scale: settings.limits.scale }),
    bus: createSessionBus(options.transport),
    sessions: sessionStore(db),
    inbox: inboxStore(db),
    idempotency: idempotencyStore(db),
    agents: agentDirectory(db),
    replies: createReplyQueue(db),
    chatbots: chatbotDirectory(db),
    clients: clientDirectory(db),
    chatbotSessions: { ...chatbotSessionStore(db), ...chatbotLifecycle(db), ...chatbotHistory(db) },
  };
}
