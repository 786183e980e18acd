import { expect, test } from "vitest";
import { startTestServer } from "../testing.ts";

const json = { "content-type": "application/json" };

test("a program signs in with fetch, which sends some of a browser's headers and no origin", async () => {
  await using server = await startTestServer();
  const { email, password } = await server.signUp();
  const body = JSON.stringify({ email, password });
  const headers = { ...json, "sec-fetch-mode": "cors" };
  const response = await fetch(`${server.url}/api/auth/sign-in/email`, { method: "POST", headers, body });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ token: expect.any(String), user: { email } });
});

test("a form on a page of another origin can't sign anybody in", async () => {
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
