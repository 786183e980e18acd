import { expect, it } from "vitest";
import { createLimiter } from "./limiter.ts";

it("remembers nothing of requests that it refuses, however many names they come with", async () => {
  const limiter = createLimiter({ shared: null, clock: () => new Date(), scale: 1 });
  const signIn = (email: string) =>
    limiter.take([
      { key: `account:${email}`, limit: 10, windowMs: 60_000 },
      { key: "address:1", limit: 3, windowMs: 60_000 },
    ]);
  for (let i = 0; i < 3; i++) await signIn(`${i}`);
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  // More than the windows that fit: beyond them, each new one had all the others looked through.
  for (let i = 3; i < 220_000; i++) await signIn(`${i}`).catch(() => {});
  expect(performance.now() - start).toBeLessThan(15_000);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(30 * 1024 * 1024);
  // The refused ones were not counted against their accounts either.
  const account = { key: "account:9", limit: 1, windowMs: 60_000 };
  expect(await limiter.take([account])).toMatchObject({ remaining: 0 });
});
