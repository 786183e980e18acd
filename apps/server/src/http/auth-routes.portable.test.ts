import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../testing.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ jobs: false });
});
afterAll(() => server[Symbol.asyncDispose]());

function post(path: string, body: unknown, headers: Record<string, string> = {}, url = server.url) {
  return fetch(`${url}/api/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const address = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;

/** Calls `account.me` with these headers. @returns the status and the authenticated user's id. */
async function me(headers: Record<string, string>): Promise<[number, string | undefined]> {
  const response = await fetch(`${server.url}/api/trpc/account.me`, { headers });
  const body = (await response.json()) as { result?: { data: { id: string } } };
  return [response.status, body.result?.data.id];
}

describe("sign-up", () => {
  it("returns a token and a cookie for the same account", async () => {
    const person = await server.signUp("Ada");
    expect(await me(bearer(person.token))).toEqual([200, person.id]);
    expect(await me({ cookie: person.cookie })).toEqual([200, person.id]);
  });

  it("stores the password as an argon2id hash with a salt of its own", async () => {
    const [one, two] = [await server.signUp(), await server.signUp()];
    const stored = async (id: string): Promise<string> => {
      const [row] = await server.services.db.$client`select password from auth_account where user_id = ${id}`;
      return row?.password;
    };
    const [first, second] = [await stored(one.id), await stored(two.id)];
    expect(first).toMatch(/^argon2id\$19456\$2\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toBe(second);
    expect(one.password).toBe(two.password);
  });

  it.each([
    ["a short password", { password: "1234567" }],
    ["a long password", { password: "x".repeat(129) }],
    ["no password", { password: undefined }],
    ["no address", { email: undefined }],
    ["an invalid address", { email: "not an address" }],
    ["no name", { name: undefined }],
    ["an empty name", { name: " " }],
    ["a name that can't be stored", { name: "a\0b" }],
    ["a very long name", { name: "x".repeat(10_000) }],
    ["a name that is not a string", { name: { $ne: null } }],
    ["a password that is not a string", { password: ["a", "b"] }],
  ])("rejects %s with an error message", async (_, wrong) => {
    const email = address();
    const response = await post("/sign-up/email", {
      name: "Ada",
      email,
      password: "correct horse battery",
      ...wrong,
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(((await response.json()) as { message: string }).message.length).toBeGreaterThan(5);
    const { status } = await post("/sign-in/email", { email, password: "correct horse battery" });
    expect(status).toBe(401);
  });

  it.each(["", "{", "[]", "null", '"text"', "{}"])("rejects the body %j", async (body) => {
    for (const path of ["/sign-up/email", "/sign-in/email"]) {
      const { status } = await post(path, body);
      expect([400, 401, 415, 422]).toContain(status);
    }
  });

  it("accepts passwords of 8 and of 128 characters", async () => {
    for (const password of ["12345678", "🔑".repeat(64)]) {
      const email = address();
      expect((await post("/sign-up/email", { name: "Ada", email, password })).status).toBe(200);
      expect((await post("/sign-in/email", { email, password })).status).toBe(200);
    }
  });

  it("rejects an address that is taken, in any case", async () => {
    const { email, password } = await server.signUp();
    for (const same of [email, email.toUpperCase()]) {
      const { status } = await post("/sign-up/email", { name: "Eve", email: same, password });
      expect(status).toBe(422);
    }
  });
});

describe("a sign-in", () => {
  it("accepts the right password, and rejects a wrong one and an unknown address with the same error", async () => {
    const { email, password, id } = await server.signUp();
    const right = await post("/sign-in/email", { email: email.toUpperCase(), password });
    expect(right.status).toBe(200);
    const { token } = (await right.json()) as { token: string };
    expect(await me(bearer(token))).toEqual([200, id]);

    const wrong = await post("/sign-in/email", { email, password: `${password}!` });
    const unknown = await post("/sign-in/email", { email: address(), password });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await unknown.json());
  });

  it("is revoked at once by signing out, by token and by cookie", async () => {
    const person = await server.signUp();
    const { email, password } = person;
    const other = await post("/sign-in/email", { email, password });
    const { token } = (await other.json()) as { token: string };
    expect((await me(bearer(person.token)))[0]).toBe(200);
    expect((await post("/sign-out", {}, bearer(person.token))).status).toBe(200);
    expect((await me(bearer(person.token)))[0]).toBe(401);
    expect((await me({ cookie: person.cookie }))[0]).toBe(401);
    // The other device stays signed in.
    expect((await me(bearer(token)))[0]).toBe(200);
  });

  it("is revoked on other devices by a password change with revokeOtherSessions", async () => {
    const { email, password, token, id } = await server.signUp();
    const there = (await (await post("/sign-in/email", { email, password })).json()) as { token: string };
    expect(await me(bearer(there.token))).toEqual([200, id]);
    const change = { currentPassword: password, newPassword: "a better password", revokeOtherSessions: true };
    expect(
      (await post("/change-password", { ...change, currentPassword: "wrong" }, bearer(token))).status,
    ).toBe(400);
    expect((await post("/change-password", change, bearer(token))).status).toBe(200);
    expect((await me(bearer(there.token)))[0]).toBe(401);
    expect((await post("/sign-in/email", { email, password })).status).toBe(401);
    expect((await post("/sign-in/email", { email, password: "a better password" })).status).toBe(200);
  });

  it("keeps its account when that changes its name and its email, which takes the current password", async () => {
    const { email, password, token, id, cookie: signedIn } = await server.signUp();
    const cookie = { cookie: signedIn, origin: server.url };
    const there = (await (await post("/sign-in/email", { email, password })).json()) as { token: string };
    expect((await post("/update-user", { name: "Ada Lovelace" }, cookie)).status).toBe(200);
    const newEmail = address();
    const change = (currentPassword: unknown, as: Record<string, string> = cookie) =>
      post("/update-email", { newEmail: newEmail.toUpperCase(), currentPassword }, as);
    for (const wrong of ["wrong", "", undefined, null, { $ne: "" }])
      for (const as of [cookie, bearer(token)]) expect((await change(wrong, as)).status).toBe(400);
    expect((await change(password, {})).status).toBe(401);
    expect((await change(password)).status).toBe(200);
    for (const each of [token, there.token]) {
      const answer = await fetch(`${server.url}/api/trpc/account.me`, { headers: bearer(each) });
      expect(await answer.json()).toMatchObject({
        result: { data: { id, name: "Ada Lovelace", email: newEmail } },
      });
    }
    expect((await post("/sign-in/email", { email, password })).status).toBe(401);
    expect((await post("/sign-in/email", { email: newEmail, password })).status).toBe(200);
    expect(
      (await post("/update-email", { newEmail: "nobody", currentPassword: password }, cookie)).status,
    ).toBe(400);
  });

  it("is refused an email that is taken as a sign-up is, and of concurrent changes to one email one passes", async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => server.signUp()));
    const [first, second] = people as [TestPerson, TestPerson];
    const change = ({ cookie, password }: TestPerson, newEmail: string, currentPassword = password) =>
      post("/update-email", { newEmail, currentPassword }, { cookie, origin: server.url });
    const taken = await change(first, second.email);
    const signUp = await post("/sign-up/email", { name: "Eve", email: second.email, password: "12345678" });
    expect([taken.status, await taken.json()]).toEqual([signUp.status, await signUp.json()]);
    // Without the password nobody learns that.
    expect((await change(first, second.email, "wrong")).status).toBe(400);
    const one = address();
    const statuses = (await Promise.all(people.map((person) => change(person, one)))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 422, 422, 422]);
  });

  it("expires", async () => {
    const person = await server.signUp();
    const { $client: sql } = server.services.db;
    await sql`update auth_session set expires_at = now() - interval '1 second' where user_id = ${person.id}`;
    expect((await me(bearer(person.token)))[0]).toBe(401);
  });

  it.each(["%", "%E0%A4%A", "a.b", "a.%ff", ".", "x".repeat(6_000), "ÿ", "pk_", "pst_", "pst_a.b", "pk_%"])(
    "rejects the token %j",
    async (token) => {
      expect((await me(bearer(token)))[0]).toBe(401);
      expect((await me({ "x-api-key": token }))[0]).toBe(401);
      expect((await me({ cookie: `better-auth.session_token=${token}` }))[0]).toBe(401);
    },
  );

  it("does not fall back to the cookie when the token is invalid", async () => {
    const { cookie } = await server.signUp();
    expect((await me({ cookie, ...bearer("wrong") }))[0]).toBe(401);
    expect((await me({ cookie, authorization: "Basic abc" }))[0]).toBe(401);
  });
});

describe("the cookie", () => {
  const change = (headers: Record<string, string>) =>
    fetch(`${server.url}/api/trpc/agent.agents.create`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ name: "Made by a page" }),
    });

  it("authorizes changes by our own pages and by programs, not by pages of other origins", async () => {
    const { cookie, token } = await server.signUp();
    const host = new URL(server.url).host;
    expect((await change({ cookie })).status).toBe(200);
    expect((await change({ cookie, origin: server.url })).status).toBe(200);
    expect((await change({ cookie, origin: `https://${host}` })).status).toBe(200);
    for (const origin of [
      "https://evil.example",
      "null",
      `http://${host}.evil.example`,
      "http://127.0.0.1:1",
    ]) {
      expect((await change({ cookie, origin })).status).toBe(401);
      expect((await post("/sign-out", {}, { cookie, origin })).status).toBe(403);
    }
    // Browsers never attach a bearer token by themselves, so its origin does not matter.
    expect((await change({ ...bearer(token), origin: "https://evil.example" })).status).toBe(200);
    expect((await me({ cookie }))[0]).toBe(200);
  });

  it("is HttpOnly and SameSite", async () => {
    const response = await post("/sign-up/email", { name: "Ada", email: address(), password: "12345678" });
    const [line = ""] = response.headers.getSetCookie();
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
  });
});

describe("a request", () => {
  it("above the size limit is rejected before it is read", async () => {
    let megabytes = 0;
    const endless = new ReadableStream({
      pull(controller) {
        megabytes++;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const headers = { "content-type": "application/json" };
    const request = { method: "POST", headers, body: endless, duplex: "half" };
    // Node closes the connection of a client that continues to send, so fetch may fail instead.
    const status = await fetch(`${server.url}/api/auth/sign-in/email`, request as RequestInit)
      .then((response) => response.status)
      .catch(() => 413);
    expect(status).toBe(413);
    expect(megabytes).toBeLessThan(100);
  });

  it("as a form is rejected, so that it can't bypass the rules for names", async () => {
    const body = new URLSearchParams({ name: "x".repeat(10_000), email: address(), password: "12345678" });
    const response = await fetch(`${server.url}/api/auth/sign-up/email`, { method: "POST", body });
    expect(response.status).toBe(415);
  });

  it("for an endpoint that the product does not use gets 404", async () => {
    for (const path of [
      "/error?error=x",
      "/verify-email?token=x",
      "/callback/github",
      "/ok",
      "/change-email",
    ]) {
      expect((await fetch(`${server.url}/api/auth${path}`)).status).toBe(404);
    }
    const { token, password } = await server.signUp();
    expect((await post("/verify-password", { password }, bearer(token))).status).toBe(404);
  });

  it("records the socket's address of each device, not a forged one", async () => {
    const { token } = await server.signUp();
    const { email, password } = await server.signUp();
    const forged = { "x-forwarded-for": "203.0.113.9", "x-parley-address": "203.0.113.9" };
    const other = (await (await post("/sign-in/email", { email, password }, forged)).json()) as {
      token: string;
    };
    for (const each of [token, other.token]) {
      const response = await fetch(`${server.url}/api/auth/list-sessions`, { headers: bearer(each) });
      const devices = (await response.json()) as { token: string; ipAddress: string }[];
      expect(devices.find((device) => device.token === each)?.ipAddress).toBe("127.0.0.1");
    }
  });

  it("of an unauthenticated caller does not empty the cache of credentials", async () => {
    let ended = 0;
    const stop = server.services.credentials.onEnded(() => ended++);
    await post("/sign-out", {});
    await post("/revoke-sessions", {}, bearer("nobody's"));
    stop();
    expect(ended).toBe(0);
  });
});

describe("the first account of an installation", () => {
  it("gets a default agent, and the second does not", async () => {
    await using fresh = await startTestServer({ jobs: false });
    const [first, second] = [await fresh.signUp(), await fresh.signUp()];
    const agentsOf = async (id: string) =>
      (await fresh.callerOf({ type: "user", ownerId: id }).agent.agents.list()).items.map(({ name }) => name);
    expect(await agentsOf(first.id)).toEqual(["Assistant"]);
    expect(await agentsOf(second.id)).toEqual([]);
  });

  it("is unique among concurrent sign-ups", async () => {
    await using fresh = await startTestServer({ jobs: false });
    await Promise.all(Array.from({ length: 8 }, () => fresh.signUp()));
    expect(await fresh.services.db.$client`select name from agent`).toHaveLength(1);
  });
});

describe("limits", () => {
  it("reject too many sign-ups from one address, with Retry-After", async () => {
    await using limited = await startTestServer({
      jobs: false,
      limits: { scale: 1, signUpPerAddressMinute: 3 },
    });
    for (let i = 0; i < 3; i++) await limited.signUp();
    const body = { name: "Ada", email: address(), password: "12345678" };
    const refused = await post("/sign-up/email", body, {}, limited.url);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
    expect(await refused.json()).toMatchObject({ code: "RATE_LIMITED" });
    limited.clock.advance(61_000);
    expect((await post("/sign-up/email", body, {}, limited.url)).status).toBe(200);
  });

  it("reject too many sign-ins to one account, whatever the password, and don't affect others", async () => {
    await using limited = await startTestServer({
      jobs: false,
      limits: { scale: 1, signInPerAccountMinute: 4, signInPerAddressMinute: 100 },
    });
    const [target, other] = [await limited.signUp(), await limited.signUp()];
    const signIn = (email: string, password: string) =>
      post("/sign-in/email", { email, password }, {}, limited.url);
    for (let i = 0; i < 4; i++) {
      const email = i % 2 ? target.email : ` ${target.email.toUpperCase()}`.trim();
      expect((await signIn(email, `guess ${i}`)).status).toBe(401);
    }
    const refused = await signIn(target.email, target.password);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const allowed = await signIn(other.email, other.password);
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get("ratelimit-limit")).toBe("4");
    expect(allowed.headers.get("ratelimit-remaining")).toBe("3");
    expect(Number(allowed.headers.get("ratelimit-reset"))).toBeGreaterThan(0);
  });

  it("reject too many guesses at the password by a signed-in caller, wherever it is checked", async () => {
    await using limited = await startTestServer({
      jobs: false,
      limits: { scale: 1, signInPerAccountMinute: 3 },
    });
    const { token, password } = await limited.signUp();
    const guess = (path: string, currentPassword: string) => {
      const body = { currentPassword, newPassword: "stolen by now", newEmail: address() };
      return post(path, body, bearer(token), limited.url);
    };
    for (const path of ["/change-password", "/update-email", "/change-password"])
      expect((await guess(path, "a guess")).status).toBe(400);
    for (const path of ["/change-password", "/update-email"])
      expect((await guess(path, password)).status).toBe(429);
  });

  it("count a change of the email as a sign-up, as both tell whether an email is taken", async () => {
    await using limited = await startTestServer({
      jobs: false,
      limits: { scale: 1, signUpPerAddressMinute: 3 },
    });
    const { token, password } = await limited.signUp();
    const change = () =>
      post("/update-email", { newEmail: address(), currentPassword: password }, bearer(token), limited.url);
    for (let i = 0; i < 2; i++) expect((await change()).status).toBe(200);
    expect((await change()).status).toBe(429);
  });
});
