import { expect, test } from "vitest";
import { startTestServer } from "../testing.ts";

const json = { "content-type": "application/json" };

test("accepts a sign-in by Node's fetch, which sends some headers of a browser but no origin", async () => {
  await using server = await startTestServer();
  const { email, password } = await server.signUp();
  const body = JSON.stringify({ email, password });
  const headers = { ...json, "sec-fetch-mode": "cors" };
  const response = await fetch(`${server.url}/api/auth/sign-in/email`, { method: "POST", headers, body });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ token: expect.any(String), user: { email } });
});

test("rejects a sign-in by a form of another origin", async () => {
  await using server = await startTestServer();
  const { email, password } = await server.signUp();
  const body = JSON.stringify({ email, password });
  const headers = {
    ...json,
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
  };
  const response = await fetch(`${server.url}/api/auth/sign-in/email`, { method: "POST", headers, body });
  expect(response.status).toBe(403);
});
