import { idempotency } from "@parley/db/schema/access";
import { user } from "@parley/db/schema/auth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../testing.ts";

const HOUR = 3_600_000;
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await api.services.db.insert(user).values([
    { id: "owner", name: "Owner", email: "owner@example.com" },
    { id: "other", name: "Other", email: "other@example.com" },
  ]);
});
afterAll(() => api[Symbol.asyncDispose]());

const store = () => api.services.idempotency;
const claim = (key: string, { owner = "owner", hash = "request", at = api.clock.now() } = {}) =>
  store().claim(owner, key, hash, at);

it("lets one of many requests with the same key run, and replays its answer to the others", async () => {
  const outcomes = (await Promise.all(Array.from({ length: 20 }, () => claim("many")))).map((c) => c.outcome);
  expect(outcomes.toSorted()).toEqual([...Array(19).fill("in-flight"), "run"]);
  await store().complete("owner", "many", 201, { made: true });
  expect(await claim("many")).toEqual({ outcome: "replay", status: 201, body: { made: true } });
});

it("is each owner's own", async () => {
  expect((await claim("shared")).outcome).toBe("run");
  expect((await claim("shared", { owner: "other" })).outcome).toBe("run");
});

it("refuses another request with the same key, under way or done", async () => {
  await claim("other");
  expect((await claim("other", { hash: "something else" })).outcome).toBe("other-request");
  await store().complete("owner", "other", 200, null);
  expect((await claim("other", { hash: "something else" })).outcome).toBe("other-request");
});

it("lets the request run again, with the moment of its first try, when that failed or died", async () => {
  const first = api.clock.now();
  await claim("again");
  api.clock.advance(1_000);
  await store().release("owner", "again");
  expect(await claim("again")).toEqual({ outcome: "run", firstAt: first });
  api.clock.advance(89_000);
  expect((await claim("again")).outcome).toBe("in-flight");
  api.clock.advance(2_000);
  const retries = await Promise.all(Array.from({ length: 10 }, () => claim("again")));
  expect(retries.filter(({ outcome }) => outcome === "run")).toEqual([{ outcome: "run", firstAt: first }]);
  expect((await claim("again", { hash: "something else" })).outcome).toBe("other-request");
});

it("keeps an answer that is there when the failure of a later try is told", async () => {
  await claim("kept");
  await store().complete("owner", "kept", 201, "answer");
  await store().release("owner", "kept");
  expect((await claim("kept")).outcome).toBe("replay");
});

it("forgets after a day", async () => {
  await claim("day");
  await store().complete("owner", "day", 201, "answer");
  const at = (ms: number) => new Date(api.clock.now().getTime() + ms);
  expect((await claim("day", { at: at(24 * HOUR) })).outcome).toBe("replay");
  expect((await claim("day", { at: at(24 * HOUR + 1) })).outcome).toBe("run");
  await store().removeOld(at(49 * HOUR));
  expect(await api.services.db.$count(idempotency)).toBe(0);
});
