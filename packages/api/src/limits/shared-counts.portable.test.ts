import { afterEach, beforeEach, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../testing.ts";

const MINUTE = 60_000;
const limits = { scale: 1, perSessionMinute: 60 };
let here: TestApi;
let there: TestApi;

beforeEach(async () => {
  here = await startTestApi({ limits });
  there = await startTestApi({ limits, database: here.database });
  there.clock.advance(here.clock.now().getTime() - there.clock.now().getTime());
});
afterEach(async () => {
  await there[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
});

const take = (api: TestApi, key: string) => api.services.limiter.take([{ key, limit: 60, windowMs: MINUTE }]);
async function passed(attempts: Promise<unknown>[]): Promise<number> {
  return (await Promise.allSettled(attempts)).filter((result) => result.status === "fulfilled").length;
}
const burst = (api: TestApi, key: string, count: number) =>
  passed(Array.from({ length: count }, () => take(api, key)));

it("lets exactly the limit through when one process counted a few requests and then another many", async () => {
  let through = 0;
  for (let i = 0; i < 15; i++) through += await burst(here, "few", 1);
  through += await burst(there, "few", 80);
  expect(through).toBe(60);
});

it("refuses requests for one window at most when the clock is set back", async () => {
  expect(await burst(here, "back", 70)).toBe(60);
  await here.services.limiter.flush();
  for (const api of [here, there]) api.clock.advance(-60 * MINUTE);
  expect(await burst(here, "back", 70)).toBe(60);
  expect(await burst(there, "back", 10)).toBe(0);
  for (const api of [here, there]) api.clock.advance(MINUTE);
  expect(await burst(there, "back", 70)).toBe(60);
});
