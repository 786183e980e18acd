import { createParleyClient } from "@parley/client";
import { expect, test } from "vitest";
import { openPort } from "../src/http-server.ts";
import { startTestServer } from "../src/testing.ts";

test("a batch holds at most 100 calls; the client splits larger batches", async () => {
  await using server = await startTestServer({ jobs: false });
  const request = (calls: number) => {
    const paths = Array.from({ length: calls }, () => "system.info").join(",");
    return fetch(`${server.url}/api/trpc/${paths}?batch=1&input=%7B%7D`);
  };
  expect((await request(100)).status).toBe(200);
  const refused = await request(101);
  expect(refused.status).toBe(400);
  expect(await refused.text()).not.toContain("version");
  const client = createParleyClient({ baseUrl: server.url });
  const answers = await Promise.all(Array.from({ length: 250 }, () => client.system.info.query()));
  expect(new Set(answers.map(({ name }) => name))).toEqual(new Set(["Parley"]));
});

test("the server has timeouts for receiving a request, and none for the response", async () => {
  const listening = await openPort(0, "127.0.0.1");
  const { requestTimeout, headersTimeout, timeout } = listening.server;
  await listening.close();
  expect(requestTimeout).toBe(120_000);
  expect(headersTimeout).toBeGreaterThan(0);
  expect(headersTimeout).toBeLessThanOrEqual(requestTimeout);
  expect(timeout).toBe(0);
});
