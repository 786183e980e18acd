import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createParleyClient, type ParleyClient, refusalReason } from "@parley/client";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { dataFolder, type ServerProcess, signUpAt, startProcess } from "./process.ts";

const SECRET = "the same secret in both processes, 32+";
/** After which a watcher looks without being woken: `FLOOR_MS` of packages/api/src/session/live.ts. */
const LOOKS_BY_ITSELF_MS = 5_000;
/** How long a credential is believed without asking: `BELIEVED_MS` of packages/api/src/account/credentials.ts. */
const BELIEVED_MS = 5_000;
const soon = { timeout: 15_000, interval: 10 };
let database: TestDatabase;
let folders: Awaited<ReturnType<typeof dataFolder>>[];
let here: ServerProcess;
let there: ServerProcess;

/** A person who signed up there, and a program of theirs. */
async function personAt({ url }: ServerProcess): Promise<{ token: string; client: ParleyClient }> {
  const token = await signUpAt(url);
  return { token, client: createParleyClient({ baseUrl: url, token }) };
}

async function startPair(more: Record<string, string> = {}): Promise<[ServerProcess, ServerProcess]> {
  const start = ({ path }: { path: string }) =>
    startProcess({
      ...{ DATA_DIR: path, DATABASE_URL: database.url, DATABASE_DIRECT_URL: database.directUrl },
      ...{ AUTH_SECRET: SECRET, LOG_LEVEL: "warn", RATE_LIMIT_USER_PER_HOUR: "100000", ...more },
    });
  const [one, two] = folders;
  if (!one || !two) throw new Error("two folders are needed");
  return Promise.all([start(one), start(two)]);
}

beforeAll(async () => {
  database = await createTestDatabase();
  folders = await Promise.all([dataFolder(), dataFolder()]);
  [here, there] = await startPair();
});
afterAll(async () => {
  await Promise.all([here, there].map((server) => server?.end("SIGTERM")));
  await database[Symbol.asyncDispose]();
  await Promise.all(folders.map((folder) => folder.remove()));
});

const begin = async (client: ParleyClient) => {
  const { id: agentId } = await client.agent.agents.create.mutate({ name: "Helper" });
  return client.agent.create.mutate({ agentId, userId: "visitor" });
};
const statusOf = async (url: string, token: string, path = "account.me") =>
  (await fetch(`${url}/api/trpc/${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

/** Milliseconds from a send at one server to its event at a watcher of the other, sorted. */
async function crossings(from: ParleyClient, to: ParleyClient, count: number): Promise<number[]> {
  const { id: sessionId } = await begin(from);
  const seen = new Map<string, number>();
  let isListening = false;
  const watching = to.sessions.events.subscribe(
    { sessionId, lastEventId: "0" },
    {
      onData(item) {
        isListening = true;
        const event = "data" in item ? item.data : item;
        if (event.type === "message.created") seen.set(event.message.content, performance.now());
      },
    },
  );
  await vi.waitUntil(() => isListening, soon);
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const content = `message ${i}`;
    const started = performance.now();
    await from.agent.messages.send.mutate({ sessionId, content });
    const arrived = await vi.waitUntil(() => seen.get(content), { timeout: 10_000, interval: 1 });
    times.push(arrived - started);
  }
  watching.unsubscribe();
  return times.toSorted((a, b) => a - b);
}

it("wakes the watchers of the other process: none waits until it would look by itself", async () => {
  const { token, client } = await personAt(here);
  const times = await crossings(client, createParleyClient({ baseUrl: there.url, token }), 30);
  // How quick it is on an idle machine is for the bench to say. A busy one has slow moments, hence the median.
  expect(times[15]).toBeLessThan(LOOKS_BY_ITSELF_MS / 5);
});

it("lets 60 requests a minute through for a session, however they are spread over both", async () => {
  const { token, client } = await personAt(here);
  const ask = (server: ServerProcess, id: string) =>
    statusOf(server.url, token, `agent.get?input=${encodeURIComponent(JSON.stringify({ id }))}`);
  const many = (server: ServerProcess, id: string, n: number) =>
    Promise.all(Array.from({ length: n }, () => ask(server, id)));
  const patterns: ((id: string) => Promise<number[]>)[] = [
    async (id) => (await Promise.all([many(here, id, 40), many(there, id, 40)])).flat(),
    async (id) => [...(await many(here, id, 70)), ...(await many(there, id, 10))],
    async (id) => {
      const statuses: number[] = [];
      for (let i = 0; i < 70; i++) statuses.push(await ask(i % 2 ? here : there, id));
      return statuses;
    },
  ];
  for (const pattern of patterns) {
    const { id } = await begin(client);
    const statuses = await pattern(id);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(statuses.length - 60);
    expect([await ask(here, id), await ask(there, id)]).toEqual([429, 429]);
  }
});

describe("a credential that ended in one process", () => {
  it("is refused by the other at once: a revoked key", async () => {
    const { client } = await personAt(here);
    const { key, id } = await client.keys.create.mutate({ name: "A program", scopes: ["*"] });
    expect([await statusOf(here.url, key), await statusOf(there.url, key)]).toEqual([200, 200]);
    await client.keys.revoke.mutate({ id });
    const revoked = performance.now();
    expect(await statusOf(here.url, key)).toBe(401);
    await vi.waitUntil(async () => (await statusOf(there.url, key)) === 401, soon);
    // Long before it would stop being believed without asking.
    expect(performance.now() - revoked).toBeLessThan(BELIEVED_MS - 1_000);
  });

  it("is refused by the other at once: a person who signed out", async () => {
    const { token } = await personAt(here);
    expect(await statusOf(there.url, token)).toBe(200);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    await fetch(`${here.url}/api/auth/sign-out`, { method: "POST", headers, body: "{}" });
    const left = performance.now();
    expect(await statusOf(here.url, token)).toBe(401);
    await vi.waitUntil(async () => (await statusOf(there.url, token)) === 401, soon);
    expect(performance.now() - left).toBeLessThan(BELIEVED_MS - 1_000);
  });
});

it("answers each message once, whichever process took it", async () => {
  const { token, client } = await personAt(here);
  const clients = [client, createParleyClient({ baseUrl: there.url, token })];
  const sessions = await Promise.all([begin(client), begin(client), begin(client)]);
  await Promise.all(
    sessions.flatMap(({ id: sessionId }) =>
      Array.from({ length: 10 }, (_, i) =>
        clients[i % 2]?.agent.messages.send.mutate({ sessionId, content: `question ${i}` }),
      ),
    ),
  );
  for (const { id: sessionId } of sessions) {
    const answers = async () =>
      (await client.sessions.messages.query({ sessionId, limit: 100 })).items.filter((m) => m.isAgent);
    await vi.waitUntil(async () => (await answers()).length >= 10, soon);
    await vi.waitUntil(
      async () => (await client.sessions.get.query({ id: sessionId })).pendingReplies === 0,
      soon,
    );
    const all = await answers();
    expect(all.map((m) => m.status)).toEqual(Array(10).fill("complete"));
    expect(new Set(all.map((m) => m.replyTo)).size).toBe(10);
  }
});

it("goes on when one of them stops", async () => {
  const { token, client } = await personAt(there);
  const { id: sessionId } = await begin(client);
  await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      client.agent.messages.send.mutate({ sessionId, content: `Tell me ${i}` }),
    ),
  );
  expect(await here.end("SIGTERM")).toBe(0);
  await expect(statusOf(here.url, token)).rejects.toThrow();
  await vi.waitUntil(
    async () => (await client.sessions.get.query({ id: sessionId })).pendingReplies === 0,
    soon,
  );
  const { items } = await client.sessions.messages.query({ sessionId, limit: 100 });
  expect(items).toHaveLength(20);
  await client.agent.end.mutate({ id: sessionId });
  const gone = client.agent.get.query({ id: sessionId }).catch(refusalReason);
  expect(await gone).toBe("SESSION_NOT_FOUND");
});

const REDIS = ["/usr/bin/redis-server", "/usr/bin/valkey-server"].find((path) => existsSync(path));

it.skipIf(!REDIS)(
  "carries events by Redis, where there is one (skipped on a machine without it)",
  async () => {
    const folder = await dataFolder();
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder.path];
    const redis = spawn(REDIS ?? "", args, { stdio: ["ignore", "pipe", "ignore"] });
    let pair: ServerProcess[] = [];
    onTestFinished(async () => {
      await Promise.all(pair.map((server) => server.end("SIGTERM")));
      const ended = once(redis, "close");
      redis.kill();
      await ended;
      await folder.remove();
    });
    const ready = new Promise<void>((resolve) => {
      redis.stdout.on("data", (text) => String(text).includes("eady to accept connections") && resolve());
    });
    await ready;
    pair = await startPair({ REDIS_URL: `redis://127.0.0.1:${port}`, ROLES: "api" });
    const [one, two] = pair;
    if (!one || !two) throw new Error("two processes are needed");
    const { token, client } = await personAt(one);
    const times = await crossings(client, createParleyClient({ baseUrl: two.url, token }), 30);
    expect(times[15]).toBeLessThan(LOOKS_BY_ITSELF_MS / 5);
  },
  60_000,
);
