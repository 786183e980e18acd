import { apiKey } from "@parley/db/schema/access";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestApi, type TestApi, type TestPerson } from "../testing.ts";
import { hashSecret } from "./key-store.ts";
import { SCOPES, type Scope } from "./schema.ts";

const MINUTE = 60_000;
let api: TestApi;
let other: TestApi;
let me: TestPerson;

beforeAll(async () => {
  api = await startTestApi();
  other = await startTestApi({ database: api.database });
  me = await api.person();
});
afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});

const createKey = (scopes: Scope[], expiresAt?: Date) =>
  me.caller.keys.create({ name: "A program", scopes, expiresAt: expiresAt?.toISOString() });
const actorOf = (token: string, at = api) => at.services.credentials.ofToken(token);
const callerWith = async (token: string) => api.callerOf(await actorOf(token));
const refusal = (reason: string) => ({ cause: { reason } });
const createSession = () => me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });

describe("an API key", () => {
  it("acts for its person, and only its hash is stored", async () => {
    const { key, id, ...shown } = await createKey(["sessions:read"]);
    expect(await actorOf(key)).toEqual({ type: "key", ownerId: me.id, keyId: id, scopes: ["sessions:read"] });
    const [row] = await api.services.db.select().from(apiKey).where(eq(apiKey.id, id));
    expect(row?.hash).toBe(hashSecret(key));
    expect(JSON.stringify(row)).not.toContain(key);
    expect(shown).toMatchObject({ name: "A program", scopes: ["sessions:read"], expiresAt: null });
    const listed = (await me.caller.keys.list()).items.find((item) => item.id === id);
    expect(key.startsWith(listed?.preview ?? "?")).toBe(true);
    expect(JSON.stringify(listed)).not.toContain(key);
  });

  it.each<[Scope, Scope[]]>([
    ["sessions:create", ["sessions:create"]],
    ["sessions:read", ["sessions:read"]],
    ["sessions:write", ["sessions:write"]],
    ["sessions:manage", ["sessions:manage"]],
    ["sessions:health", []],
    ["*", ["sessions:create", "sessions:read", "sessions:write", "sessions:manage"]],
  ])("with the scope %s allows exactly the calls of that scope", async (scope, allowed) => {
    const caller = await callerWith((await createKey([scope])).key);
    const { id } = await createSession();
    const needs: [Scope, () => Promise<unknown>][] = [
      ["sessions:create", () => caller.agent.create({ agentId: me.agentId, userId: "visitor" })],
      ["sessions:read", () => caller.agent.get({ id })],
      ["sessions:read", () => caller.agent.list({})],
      ["sessions:read", () => caller.agent.messages.list({ sessionId: id })],
      ["sessions:read", () => caller.sessions.list({})],
      ["sessions:write", () => caller.agent.messages.send({ sessionId: id, content: "hello" })],
      ["sessions:write", () => caller.agent.renew({ id })],
      ["sessions:write", () => caller.agent.heartbeat({ id })],
      ["sessions:write", () => caller.agent.replies.stop({ sessionId: id })],
      ["sessions:manage", () => caller.agent.setTimeout({ id, timeoutMinutes: 10 })],
      ["sessions:manage", () => caller.agent.end({ id })],
    ];
    for (const [needed, call] of needs) {
      if (allowed.includes(needed)) await call();
      else await expect(call()).rejects.toMatchObject(refusal("FORBIDDEN"));
    }
    for (const call of [
      () => caller.keys.list(),
      () => caller.agent.agents.list(),
      () => caller.account.me(),
    ]) {
      if (scope === "*") await call();
      else await expect(call()).rejects.toMatchObject(refusal("FORBIDDEN"));
    }
  });

  it("expires at its time, in every process", async () => {
    const { key } = await createKey(["*"], new Date(api.clock.now().getTime() + 10 * MINUTE));
    other.clock.advance(api.clock.now().getTime() - other.clock.now().getTime());
    for (const server of [api, other]) {
      expect(await actorOf(key, server)).toMatchObject({ ownerId: me.id });
      server.clock.advance(10 * MINUTE - 1);
      expect(await actorOf(key, server)).toMatchObject({ ownerId: me.id });
      server.clock.advance(1);
      expect(await actorOf(key, server)).toBeNull();
    }
    await expect(createKey(["*"], new Date(api.clock.now().getTime() - 1))).rejects.toMatchObject(
      refusal("VALIDATION_ERROR"),
    );
  });

  it("is refused after its revocation: at once in this process, within seconds in others, and stays listed", async () => {
    const { key, id } = await createKey(["sessions:read"]);
    expect(await actorOf(key)).not.toBeNull();
    expect(await actorOf(key, other)).not.toBeNull();
    await me.caller.keys.revoke({ id });
    const started = performance.now();
    expect(await actorOf(key)).toBeNull();
    await eventually(() => actorOf(key, other)).toBeNull();
    // Faster than the cache expires: the notification evicted it. The clock stands still anyway.
    expect(performance.now() - started).toBeLessThan(4_000);
    const { revokedAt } = (await me.caller.keys.list()).items.find((item) => item.id === id) ?? {};
    expect(revokedAt).toBe(api.clock.now().toISOString());
    await expect(me.caller.keys.revoke({ id })).resolves.toEqual({ id });
  });

  it("stores when it was last used, to the minute", async () => {
    const { key, id } = await createKey(["sessions:read"]);
    const lastUsed = async () =>
      (await me.caller.keys.list()).items.find((item) => item.id === id)?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    const used = api.clock.now().toISOString();
    await actorOf(key);
    await eventually(lastUsed).toBe(used);
    api.clock.advance(61_000);
    await actorOf(key);
    await eventually(lastUsed).toBe(api.clock.now().toISOString());
  });

  it("can't be listed or revoked by another account, nor guessed from a similar key", async () => {
    const { id, key } = await createKey(["*"]);
    const stranger = await api.person();
    expect((await stranger.caller.keys.list()).items).toEqual([]);
    await expect(stranger.caller.keys.revoke({ id })).rejects.toMatchObject(refusal("NOT_FOUND"));
    expect(await actorOf(key)).not.toBeNull();
    expect(await actorOf(`${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`)).toBeNull();
  });

  it("can't be created when there are a hundred valid keys", async () => {
    const person = await api.person();
    for (let i = 0; i < 100; i++) await person.caller.keys.create({ name: `${i}`, scopes: ["*"] });
    const more = () => person.caller.keys.create({ name: "one more", scopes: ["*"] });
    await expect(more()).rejects.toMatchObject(refusal("VALIDATION_ERROR"));
    await person.caller.keys.revoke({ id: (await person.caller.keys.list()).items[0]?.id ?? "" });
    await expect(more()).resolves.toMatchObject({ name: "one more" });
  });

  it("has at least one scope, and only known ones", async () => {
    await expect(createKey([])).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(createKey(["everything" as Scope])).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect((await createKey([...SCOPES])).scopes).toEqual([...SCOPES]);
  });
});

describe("a session's token", () => {
  it("gives access to that session and nothing else", async () => {
    const [mine, another] = [await createSession(), await createSession()];
    const caller = await callerWith(mine.sessionToken);
    expect(await caller.agent.get({ id: mine.id })).toMatchObject({ id: mine.id });
    await caller.agent.messages.send({ sessionId: mine.id, content: "hello" });
    await caller.agent.heartbeat({ id: mine.id });
    await caller.agent.renew({ id: mine.id });
    for (const call of [
      () => caller.agent.get({ id: another.id }),
      () => caller.agent.messages.send({ sessionId: another.id, content: "hello" }),
      () => caller.agent.end({ id: mine.id }),
      () => caller.agent.setTimeout({ id: mine.id, timeoutMinutes: 10 }),
      () => caller.agent.list({}),
      () => caller.agent.create({ agentId: me.agentId, userId: "visitor" }),
      () => caller.sessions.list({}),
      () => caller.keys.list(),
      () => caller.agent.agents.list(),
      () => caller.account.me(),
    ])
      await expect(call()).rejects.toMatchObject(refusal("FORBIDDEN"));
    await expect(caller.sessions.get({ id: another.id })).rejects.toMatchObject(refusal("SESSION_NOT_FOUND"));
  });

  it("can't be forged or used for another session", async () => {
    const [one, two] = [await createSession(), await createSession()];
    const [, signature] = one.sessionToken.split(".");
    for (const forged of [
      `pst_${two.id}.${signature}`,
      `pst_${one.id}`,
      `pst_${one.id}.`,
      `pst_.${signature}`,
      `${one.sessionToken}x`,
      `${one.sessionToken}.x`,
      one.sessionToken.slice(0, -1),
      one.sessionToken.replace("pst_", "pk_"),
      one.sessionToken.replace("pst_", ""),
    ])
      expect(await actorOf(forged)).toBeNull();
  });

  it("is answered SESSION_NOT_FOUND in every process once its session is deleted", async () => {
    const { id, sessionToken } = await createSession();
    for (const server of [api, other]) {
      const caller = server.callerOf(await actorOf(sessionToken, server));
      expect(await caller.agent.get({ id })).toMatchObject({ id });
    }
    await me.caller.agent.end({ id });
    for (const server of [api, other]) {
      const caller = server.callerOf(await actorOf(sessionToken, server));
      for (const call of [
        () => caller.agent.get({ id }),
        () => caller.agent.messages.list({ sessionId: id }),
        () => caller.agent.messages.send({ sessionId: id, content: "hello" }),
        () => caller.agent.heartbeat({ id }),
        () => caller.sessions.get({ id }),
      ])
        await expect(call()).rejects.toMatchObject(refusal("SESSION_NOT_FOUND"));
    }
  });
});
