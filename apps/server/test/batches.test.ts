import { createParleyClient } from "@parley/client";
import { expect, test } from "vitest";
import { openPort } from "../src/http-server.ts";
import { startTestServer } from "../src/testing.ts";

test("one request carries so many calls and no more; our client splits what is more", async () => {
  await using server = await startTestServer({ jobs: false });
  const ask = (calls: number) => {
    const paths = Array.from({ length: calls }, () => "system.info").join(",");
    return fetch(`${server.url}/api/trpc/${paths}?batch=1&input=%7B%7D`);
  };
  expect((await ask(100)).status).toBe(200);
  const refused = await ask(101);
  expect(refused.status).toBe(400);
  expect(await refused.text()).not.toContain("version");
  const client = createParleyClient({ baseUrl: server.url });
  const answers = await Promise.all(Array.from({ length: 250 }, () => client.system.info.query()));
  expect(new Set(answers.map(({ name }) => name))).toEqual(new Set(["Parley"]));
});

test("a request that does not finish arriving is given up, while an answer may take its time", async () => {
  const door = await openPort(0, "127.0.0.1");
  const { requestTimeout, headersTimeout, timeout } = door.server;
  await door.close();
  expect(requestTimeout).toBe(120_000);
  expect(headersTimeout).toBeGreaterThan(0);
  expect(headersTimeout).toBeLessThanOrEqual(requestTimeout);
  expect(timeout).toBe(0);
});
