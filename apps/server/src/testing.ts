import { createServer } from "node:http";
import type { TextEngine } from "@parley/ai/port";
import { createTextEngine } from "@parley/ai/text";
import type { Actor } from "@parley/api/account/actor";
import { kinds } from "@parley/api/kinds";
import { createCaller } from "@parley/api/root";
import { createServices, type Services } from "@parley/api/services";
import type { SessionKind } from "@parley/api/session/kind";
import { postgresTransport } from "@parley/api/session/live/postgres-transport";
import { DEFAULT_LIMITS, type Limits, type Settings } from "@parley/api/settings";
import { connect, disconnect } from "@parley/db/client";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { createApp } from "./app.ts";
import { dispatch } from "./http-server.ts";
import { createLog } from "./log.ts";
import { startJobs } from "./worker.ts";

/** The real time plus what a test has advanced it by. */
export type TestClock = { now(): Date; advance(ms: number): void };

export type TestServerOptions = {
  limits?: Partial<Limits>;
  /** Settings by kind of session; a kind without any has its defaults. */
  kindSettings?: Settings["kinds"];
  /** Kinds in addition to those of the server. */
  moreKinds?: readonly SessionKind[];
  text?: TextEngine;
  /** False: no background jobs run, so that no replies are written. */
  jobs?: boolean;
  /** A database to share with other servers of the test. Without one, a new one is created, and dropped at the end. */
  database?: TestDatabase;
  corsOrigins?: string[];
};

export type TestServer = AsyncDisposable & {
  url: string;
  services: Services;
  clock: TestClock;
  database: TestDatabase;
  /** Calls the router as this actor. */
  callerOf(actor: Actor | null): ReturnType<typeof createCaller>;
  /** Signs a new person up. */
  signUp(name?: string): Promise<TestPerson>;
};

export type TestPerson = { id: string; email: string; password: string; token: string; cookie: string };

const SECRET = "a secret that only tests know, 32+ characters";
let people = 0;

/** The real server on a free port and a database of its own; limits are off unless a test sets them. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = options.database ?? (await createTestDatabase());
  const clock = createTestClock();
  const throughPooler = database.directUrl !== database.url;
  const db = connect(database.url, { prepare: !throughPooler });
  const direct = throughPooler ? connect(database.directUrl, { poolSize: 2 }) : db;
  const log = createLog("silent");
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const limits = { ...DEFAULT_LIMITS, scale: 0, ...options.limits };
  const services = createServices({
    db,
    log,
    text: options.text ?? createTextEngine({ builtInPauseMs: 0 }),
    secret: SECRET,
    publicUrl: url,
    trustedOrigins: options.corsOrigins ?? [],
    settings: { kinds: options.kindSettings ?? {}, limits },
    kinds: [...kinds, ...(options.moreKinds ?? [])],
    clock: clock.now,
    transport: postgresTransport(direct),
  });
  await services.bus.start();
  const unlisten = await services.credentials.listen(direct);
  const app = createApp({
    services,
    corsOrigins: options.corsOrigins ?? [],
    trustProxy: false,
    metricsToken: undefined,
  });
  http.on("request", dispatch(app, undefined));
  const jobs = options.jobs === false ? undefined : startJobs(services, 1440);
  return {
    url,
    services,
    clock,
    database,
    callerOf: (actor) => createCaller({ services, actor, requestId: "test", response: {} }),
    signUp: (name) => signUp(url, name ?? `Person ${++people}`),
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
      await jobs?.stop();
      await services.limiter.flush();
      await services.bus.close();
      await unlisten();
      await disconnect(db, 1);
      if (direct !== db) await disconnect(direct, 1);
      if (!options.database) await database[Symbol.asyncDispose]();
    },
  };
}

function createTestClock(): TestClock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance: (ms) => {
      offsetMs += ms;
    },
  };
}

async function signUp(url: string, name: string): Promise<TestPerson> {
  const email = `${name.toLowerCase().replace(/\W+/g, ".")}.${crypto.randomUUID().slice(0, 8)}@example.com`;
  const password = "correct horse battery";
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, email, password }),
  });
  if (!response.ok) throw new Error(`sign-up failed: ${response.status} ${await response.text()}`);
  const { token, user } = (await response.json()) as { token: string; user: { id: string } };
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { id: user.id, email, password, token, cookie };
}
