import { afterAll, beforeAll, expect, it } from "vitest";
import { type AgentApi, startAgentApi } from "./harness.ts";

let api: AgentApi;
beforeAll(async () => {
  api = await startAgentApi({ jobs: false });
});
afterAll(() => api[Symbol.asyncDispose]());

const etagOf = (reply: { headers: Headers }) => reply.headers.get("etag") ?? "";
const get = (sessionId: string, ifNoneMatch?: string) =>
  api.request("GET", `/${sessionId}`, {
    headers: ifNoneMatch === undefined ? {} : { "if-none-match": ifNoneMatch },
  });
const patch = (sessionId: string, ifMatch: string, timeoutMinutes = 60) =>
  api.request("PATCH", `/${sessionId}/timeout`, {
    headers: { "if-match": ifMatch },
    body: { timeoutMinutes },
  });

it("answers 304 without a body when If-None-Match has the current version", async () => {
  const { sessionId } = await api.create();
  const etag = etagOf(await get(sessionId));
  expect(etag).toMatch(/^"\d+"$/);
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const reply = await get(sessionId, tag);
    expect(reply).toMatchObject({ status: 304, body: {} });
    expect(etagOf(reply)).toBe(etag);
  }
  for (const tag of ['"other"', "", etag.replaceAll('"', "")])
    expect((await get(sessionId, tag)).status).toBe(200);
});

it("changes the ETag with each change", async () => {
  const { sessionId } = await api.create();
  const seen = new Set([etagOf(await get(sessionId))]);
  const changes = [
    ["POST", "/messages", { content: "Hi" }],
    ["POST", "/heartbeat"],
    ["POST", "/renew"],
    ["PATCH", "/timeout", { timeoutMinutes: 60 }],
  ] as const;
  for (const [method, path, body] of changes) {
    await api.request(method, `/${sessionId}${path}`, { body });
    const reply = await get(sessionId, [...seen].join(", "));
    expect(reply.status).toBe(200);
    seen.add(etagOf(reply));
  }
  expect(seen.size).toBe(changes.length + 1);
});

it("updates when If-Match has the current version, and returns the next one", async () => {
  const { sessionId } = await api.create();
  const first = await patch(sessionId, etagOf(await get(sessionId)));
  expect(first.status).toBe(200);
  expect(etagOf(first)).toBe(etagOf(await get(sessionId)));
  expect((await patch(sessionId, `W/${etagOf(first)}`)).status).toBe(200);
  expect((await patch(sessionId, "*")).status).toBe(200);
});

it("answers 412 to an outdated or unknown version, and changes nothing", async () => {
  const { sessionId } = await api.create();
  const past = etagOf(await get(sessionId));
  await api.request("POST", `/${sessionId}/heartbeat`);
  const present = etagOf(await get(sessionId));
  for (const tag of [past, '"0"', '"99"', '"abc"', "1", ""]) {
    const reply = await patch(sessionId, tag);
    expect(reply).toMatchObject({
      status: 412,
      body: {
        error: "PreconditionFailedError",
        code: "PRECONDITION_FAILED",
        details: { version: expect.any(Number) },
      },
    });
  }
  expect(etagOf(await get(sessionId))).toBe(present);
  expect(await patch(sessionId, `${past}, ${present}`)).toMatchObject({
    status: 400,
    body: { details: { field: "If-Match" } },
  });
});

it("lets one of two concurrent updates with the same If-Match succeed", async () => {
  const { sessionId } = await api.create();
  const seen = etagOf(await get(sessionId));
  const replies = await Promise.all([60, 90].map((minutes) => patch(sessionId, seen, minutes)));
  expect(replies.map((r) => r.status).toSorted()).toEqual([200, 412]);
});
