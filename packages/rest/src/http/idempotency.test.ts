import { startTestApi } from "@parley/api/testing";
import { expect, it, onTestFinished } from "vitest";
import type { ApiResponse } from "./api-response.ts";
import { runIdempotent } from "./idempotency.ts";

/** Sends two requests with the same key. @returns the second response, and how often the request ran. */
async function sendTwice(first: ApiResponse, isAborted: boolean) {
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
  const repeatable = {
    ctx,
    key: "key",
    request: "end",
    sessionId: undefined,
    isAborted: () => isAborted && runs === 1,
  };
  const send = () => runIdempotent(repeatable, run);
  await send();
  return { second: await send(), runs };
}

it("replays a success to a client that disconnected before the response", async () => {
  const { second, runs } = await sendTwice({ status: 200, headers: {}, body: { ended: true } }, true);
  expect(second).toMatchObject({ status: 200, body: { ended: true } });
  expect(runs).toBe(1);
});

it("runs the request again after an error for a client that disconnected", async () => {
  const { second, runs } = await sendTwice({ status: 409, headers: {} }, true);
  expect(second.status).toBe(404);
  expect(runs).toBe(2);
});
