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

const make = (scopes: Scope[], expiresAt?: Date) =>
  me.caller.keys.create({ name: "A program", scopes, expiresAt: expiresAt?.toISOString() });
const opens = (token: string, at = api) => at.services.credentials.ofToken(token);
const callerWith = async (token: string) => api.callerOf(await opens(token));
const refusal = (reason: string) => ({ cause: { reason } });
const begin = () => me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });

describe("an API key", () => {
  it("acts for its person, and only its hash is kept", async () => {
    const { key, id, ...shown } = await make(["sessions:read"]);
    expect(await opens(key)).toEqual({ type: "key", ownerId: me.id, keyId: id, scopes: ["sessions:read"] });
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
  ])("with the scope %s may do exactly that", async (scope, allowed) => {
    const caller = await callerWith((await make([scope])).key);
    const { id } = await begin();
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

  it("ends by the clock, in every process", async () => {
    const { key } = await make(["*"], new Date(api.clock.now().getTime() + 10 * MINUTE));
    other.clock.advance(api.clock.now().getTime() - other.clock.now().getTime());
    for (const server of [api, other]) {
      expect(await opens(key, server)).toMatchObject({ ownerId: me.id });
      server.clock.advance(10 * MINUTE - 1);
      expect(await opens(key, server)).toMatchObject({ ownerId: me.id });
      server.clock.advance(1);
      expect(await opens(key, server)).toBeNull();
    }
    await expect(make(["*"], new Date(api.clock.now().getTime() - 1))).rejects.toMatchObject(
      refusal("VALIDATION_ERROR"),
    );
  });

  it("ends when it is revoked: here with the answer, elsewhere in a moment, and stays listed", async () => {
    const { key, id } = await make(["sessions:read"]);
    expect(await opens(key)).not.toBeNull();
    expect(await opens(key, other)).not.toBeNull();
    await me.caller.keys.revoke({ id });
    const started = performance.now();
    expect(await opens(key)).toBeNull();
    await eventually(() => opens(key, other)).toBeNull();
    // It was believed for seconds: it is the announcement that ended it, not the clock, which stands still.
    expect(performance.now() - started).toBeLessThan(4_000);
    const { revokedAt } = (await me.caller.keys.list()).items.find((item) => item.id === id) ?? {};
    expect(revokedAt).toBe(api.clock.now().toISOString());
    await expect(me.caller.keys.revoke({ id })).resolves.toEqual({ id });
  });

  it("tells when it was last used, a minute exact", async () => {
    const { key, id } = await make(["sessions:read"]);
    const lastUsed = async () =>
      (await me.caller.keys.list()).items.find((item) => item.id === id)?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    const used = api.clock.now().toISOString();
    await opens(key);
    await eventually(lastUsed).toBe(used);
    api.clock.advance(61_000);
    await opens(key);
    await eventually(lastUsed).toBe(api.clock.now().toISOString());
  });

  it("is nothing to anybody else", async () => {
    const { id, key } = await make(["*"]);
    const stranger = await api.person();
    expect((await stranger.caller.keys.list()).items).toEqual([]);
    await expect(stranger.caller.keys.revoke({ id })).rejects.toMatchObject(refusal("NOT_FOUND"));
    expect(await opens(key)).not.toBeNull();
    expect(await opens(`${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`)).toBeNull();
  });

  it("is one of a hundred at the most", async () => {
    const busy = await api.person();
    for (let i = 0; i < 100; i++) await busy.caller.keys.create({ name: `${i}`, scopes: ["*"] });
    const more = () => busy.caller.keys.create({ name: "one more", scopes: ["*"] });
    await expect(more()).rejects.toMatchObject(refusal("VALIDATION_ERROR"));
    await busy.caller.keys.revoke({ id: (await busy.caller.keys.list()).items[0]?.id ?? "" });
    await expect(more()).resolves.toMatchObject({ name: "one more" });
  });

  it("has at least one scope, and only those that there are", async () => {
    await expect(make([])).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(make(["everything" as Scope])).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect((await make([...SCOPES])).scopes).toEqual([...SCOPES]);
  });
});

describe("a session's token", () => {
  it("reads and writes that session, and nothing else", async () => {
    const [mine, another] = [await begin(), await begin()];
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

  it("can't be forged or carried over to another session", async () => {
    const [one, two] = [await begin(), await begin()];
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
      expect(await opens(forged)).toBeNull();
  });

  it("finds nothing any more when its session is deleted, in every process", async () => {
    const { id, sessionToken } = await begin();
    for (const server of [api, other]) {
      const caller = server.callerOf(await opens(sessionToken, server));
      expect(await caller.agent.get({ id })).toMatchObject({ id });
    }
    await me.caller.agent.end({ id });
    for (const server of [api, other]) {
      const caller = server.callerOf(await opens(sessionToken, server));
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
