import type { TextEngine } from "@parley/ai/port";
import { createTextEngine } from "@parley/ai/text";
import { connect, disconnect } from "@parley/db/client";
import { user } from "@parley/db/schema/auth";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { expect } from "vitest";
import type { Actor } from "./account/actor.ts";
import { kinds } from "./kinds.ts";
import { type Caller, createCaller } from "./root.ts";
import { createServices, type Services } from "./services.ts";
import { prefixedId, type Repeatable } from "./session/ids.ts";
import type { SessionKind } from "./session/kind.ts";
import { postgresTransport } from "./session/live/postgres-transport.ts";
import { DEFAULT_LIMITS, type Limits, type Settings } from "./settings.ts";

/** A clock that stands still until a test moves it, in either direction. */
export type TestClock = { now(): Date; advance(ms: number): void };

export type TestApiOptions = {
  limits?: Partial<Limits>;
  /** Settings by kind of session; a kind without any has its defaults. */
  kindSettings?: Settings["kinds"];
  /** Kinds in addition to those of the server. */
  moreKinds?: readonly SessionKind[];
  text?: TextEngine;
  /**
   * A database to share with another server process of the test. Without one, a new one is created, and dropped at the
   * end.
   */
  database?: TestDatabase;
};

export type TestPerson = { id: string; agentId: string; caller: Caller };

export type TestApi = AsyncDisposable & {
  services: Services;
  clock: TestClock;
  database: TestDatabase;
  /** The warnings and errors that were logged. */
  logged: { err?: unknown; message: string }[];
  /** Calls the router as this actor. `signal` ends subscriptions. */
  callerOf(actor: Actor | null, more?: { signal?: AbortSignal; repeatable?: Repeatable }): Caller;
  /** Creates a person with one agent. */
  person(): Promise<TestPerson>;
};

/** The services of one server process on a database of their own, without HTTP and without jobs; limits are off. */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = options.database ?? (await createTestDatabase());
  const throughPooler = database.directUrl !== database.url;
  const db = connect(database.url, { prepare: !throughPooler });
  const direct = throughPooler ? connect(database.directUrl, { poolSize: 2 }) : db;
  const clock = createTestClock();
  const logged: TestApi["logged"] = [];
  const write = (details: object, message: string) => void logged.push({ ...details, message });
  const services = createServices({
    db,
    text: options.text ?? createTextEngine({ builtInPauseMs: 0 }),
    log: { debug() {}, info() {}, warn: write, error: write },
    secret: "a secret that only tests know, 32+ characters",
    publicUrl: "http://localhost:3000",
    trustedOrigins: [],
    settings: {
      kinds: options.kindSettings ?? {},
      limits: { ...DEFAULT_LIMITS, scale: 0, ...options.limits },
    },
    kinds: [...kinds, ...(options.moreKinds ?? [])],
    clock: clock.now,
    transport: postgresTransport(direct),
  });
  await services.bus.start();
  const unlisten = await services.credentials.listen(direct);
  const callerOf: TestApi["callerOf"] = (actor, { signal, repeatable } = {}) =>
    createCaller({ services, actor, requestId: "test", response: {}, repeatable }, { signal });
  return {
    services,
    clock,
    database,
    logged,
    callerOf,
    async person() {
      const id = prefixedId("user", clock.now());
      await db.insert(user).values({ id, name: "Person", email: `${id}@example.com` });
      const caller = callerOf({ type: "user", ownerId: id });
      const agent = await caller.agent.agents.create({ name: "Helper" });
      return { id, agentId: agent.id, caller };
    },
    async [Symbol.asyncDispose]() {
      await services.limiter.flush();
      await services.bus.close();
      await unlisten();
      await disconnect(db, 1);
      if (direct !== db) await disconnect(direct, 1);
      if (!options.database) await database[Symbol.asyncDispose]();
    },
  };
}

/**
 * Retries an expectation of what `read` returns until it holds, for 10 s: `await eventually(() => count()).toBe(3)`.
 */
export const eventually = <T>(read: () => T | Promise<T>) =>
  expect.poll(read, { timeout: 10_000, interval: 10 });

function createTestClock(): TestClock {
  let now = Date.now();
  return {
    now: () => new Date(now),
    advance: (ms) => {
      now += ms;
    },
  };
}
