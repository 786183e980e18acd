import { startTestApi } from "@parley/api/testing";
import { expect, it, onTestFinished } from "vitest";
import type { Sent } from "./api-response.ts";
import { answerOnce } from "./idempotency.ts";

/** Asks twice with the same key. @returns what the second was answered, and how often the request ran. */
async function askTwice(first: Sent, isGone: boolean) {
  const api = await startTestApi();
  onTestFinished(() => api[Symbol.asyncDispose]());
  const { id: ownerId } = await api.person();
  const ctx = {
    services: api.services,
    actor: { type: "user" as const, ownerId },
    requestId: "test",
    response: {},
  };
  let runs = 0;
  const run = async () => {
    runs += 1;
    return runs === 1 ? first : { status: 404, headers: {} };
  };
  const ask = () =>
    answerOnce(
      { ctx, key: "key", request: "end", sessionId: undefined, isGone: () => isGone && runs === 1 },
      run,
    );
  await ask();
  return { second: await ask(), runs };
}

it("tells a client that went away before the answer what was done", async () => {
  const { second, runs } = await askTwice({ status: 200, headers: {}, body: { ended: true } }, true);
  expect(second).toMatchObject({ status: 200, body: { ended: true } });
  expect(runs).toBe(1);
});

it("runs again what was refused to a client that went away", async () => {
  const { second, runs } = await askTwice({ status: 409, headers: {} }, true);
  expect(second.status).toBe(404);
  expect(runs).toBe(2);
});
