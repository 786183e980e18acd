import { connect, disconnect } from "@parley/db/client";
import { createTestDatabase } from "@parley/db/testing";
import { expect, test } from "vitest";
import { DomainError } from "../errors.ts";
import { createLimiter, type Limiter } from "./limiter.ts";
import { sharedCounts } from "./shared-counts.ts";

const MINUTE = 60_000;
const limit = (key: string, most = 60) => [{ key, limit: most, windowMs: MINUTE }];

/** The limiters of several server processes on one database, with one clock. */
async function limiters(count: number) {
  const database = await createTestDatabase();
  const time = { at: Date.now() };
  const dbs = Array.from({ length: count }, () => connect(database.url, { poolSize: 4, prepare: false }));
  const clock = () => new Date(time.at);
  return {
    time,
    all: dbs.map((db) => createLimiter({ shared: sharedCounts(db), clock, scale: 1 })),
    async [Symbol.asyncDispose]() {
      await Promise.all(dbs.map((db) => disconnect(db, 1)));
      await database[Symbol.asyncDispose]();
    },
  };
}

async function passed(attempts: Promise<unknown>[]): Promise<number> {
  const results = await Promise.allSettled(attempts);
  for (const result of results) {
    if (result.status === "rejected") expect(result.reason).toMatchObject({ reason: "RATE_LIMITED" });
  }
  return results.filter((result) => result.status === "fulfilled").length;
}

const burst = (limiter: Limiter, key: string, count: number, most?: number) =>
  Array.from({ length: count }, () => limiter.take(limit(key, most)));

test.each([
  ["concurrent requests in one process", [100]],
  ["concurrent requests in two processes", [50, 50]],
  ["concurrent requests in four processes", [30, 30, 30, 30]],
  ["a few in one process, many in another", [5, 95]],
])("exactly as many requests pass as the limit allows: %s", async (_, counts) => {
  await using processes = await limiters(counts.length);
  const attempts = counts.flatMap((count, i) => burst(processes.all[i] as Limiter, "a", count));
  expect(await passed(attempts)).toBe(60);
});

test("a limit holds over requests that alternate between processes", async () => {
  await using processes = await limiters(2);
  let through = 0;
  for (let i = 0; i < 70; i++) {
    processes.time.at += 20;
    through += await passed([(processes.all[i % 2] as Limiter).take(limit("turns"))]);
  }
  expect(through).toBe(60);
});

test("a window ends in all processes at the same time, and the next request starts a new one", async () => {
  await using processes = await limiters(2);
  const [one, two] = processes.all as [Limiter, Limiter];
  expect(await passed(burst(one, "w", 5, 3))).toBe(3);
  expect(await passed(burst(two, "w", 1, 3))).toBe(0);
  processes.time.at += MINUTE;
  expect(await passed(burst(two, "w", 5, 3))).toBe(3);
});

test("a refusal carries the seconds until a retry, and a state the requests that remain", async () => {
  const time = { at: Date.now() };
  const alone = createLimiter({ shared: null, clock: () => new Date(time.at), scale: 1 });
  expect(await alone.take(limit("x", 2))).toMatchObject({ limit: 2, remaining: 1 });
  time.at += 20_000;
  expect(await alone.take(limit("x", 2))).toMatchObject({ remaining: 0 });
  const refusal = await alone.take(limit("x", 2)).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DomainError);
  expect(refusal).toMatchObject({ reason: "RATE_LIMITED", details: { retryAfter: 40, limit: 2 } });
});

test("the tightest of several limits decides, and a scale multiplies them all", async () => {
  const clock = () => new Date();
  const both = [...limit("wide", 100), ...limit("narrow", 1)];
  const alone = createLimiter({ shared: null, clock, scale: 2 });
  expect(await alone.take(both)).toMatchObject({ limit: 2, remaining: 1 });
  await alone.take(both);
  await expect(alone.take(both)).rejects.toThrow("at most 2 a minute");
  const off = createLimiter({ shared: null, clock, scale: 0 });
  expect(await off.take(both)).toBeNull();
});
