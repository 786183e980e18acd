import { type PostgresServer, vacuum, withDatabase } from "./database.ts";
import { type HttpRequest, type LoadGenerator, median } from "./load.ts";
import { type Account, createAccount, SESSIONS_PATH, startProduct } from "./product.ts";
import { fillProduct, insertOtherOwners, readSessionIds } from "./product-data.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Table } from "./table.ts";

/** The sessions of the measured owners: the same in both databases. */
const OWN = { sessions: 1_000, messages: 1 };
const LONG = { sessions: 1, messages: 200 };
const OTHER_OWNERS = 1_000;
const OTHER_MESSAGES_PER_SESSION = 1;
const ROUNDS = 8;
const REQUESTS = 150;
const LIMIT = 1.3;

/** The latency of the same requests with 1,000 sessions in the database and with `sessions` in another. */
export async function measureScale(
  postgres: PostgresServer,
  load: LoadGenerator,
  sessions: number,
  table: Table,
): Promise<void> {
  await using small = await startFilled(postgres, "small", 0);
  const start = performance.now();
  await using large = await startFilled(postgres, "large", sessions - OWN.sessions);
  table.info("filling the large database", `${Math.round((performance.now() - start) / 1000)} s`);
  for (const query of ["list", "inbox", "history", "get"] as const) {
    const p50 = await measureAlternating(load, small, large, query);
    const name = `${NAMES[query]}, 1,000,000 against 1,000`;
    table.atMost(name, p50.large / p50.small, LIMIT, "× p50");
    table.info("", `p50 ${p50.large.toFixed(2)} ms / ${p50.small.toFixed(2)} ms, one request at a time`);
  }
}

const NAMES = {
  list: "first 20 of a user's sessions",
  inbox: "first page of the inbox",
  history: "last 50 of 200 messages",
  get: "get session",
};
type Query = keyof typeof NAMES;

type FilledServer = ServerProcess & { requests: Record<Query, HttpRequest[]> };

async function startFilled(
  postgres: PostgresServer,
  name: string,
  otherSessions: number,
): Promise<FilledServer> {
  const url = await postgres.createDatabase(name);
  const server = await startProduct(url, "api");
  const own = await createAccount(server.url, "own");
  const long = await createAccount(server.url, "long");
  const ids = await withDatabase(url, async (sql) => {
    const owners = otherSessions > 0 ? await insertOtherOwners(sql, OTHER_OWNERS) : [];
    const others = owners.map((owner) => ({
      ...owner,
      sessions: Math.ceil(otherSessions / OTHER_OWNERS),
      messages: OTHER_MESSAGES_PER_SESSION,
    }));
    // Half of them before and half after, so that the measured rows are in the middle of each index.
    await fillProduct(sql, others.slice(0, others.length / 2));
    await fillProduct(sql, [
      { ...own, ...OWN },
      { ...long, ...LONG },
    ]);
    await fillProduct(sql, others.slice(others.length / 2));
    await vacuum(sql);
    await sql`checkpoint`;
    return { own: await readSessionIds(sql, own.ownerId), long: await readSessionIds(sql, long.ownerId) };
  });
  return { ...server, requests: buildRequests(own, long, ids) };
}

function buildRequests(
  own: Account,
  long: Account,
  ids: { own: string[]; long: string[] },
): FilledServer["requests"] {
  const get = (path: string, { headers }: Account): HttpRequest => ({
    method: "GET",
    path: SESSIONS_PATH + path,
    headers,
  });
  return {
    list: new Array(REQUESTS).fill(get("?limit=20", own)),
    inbox: new Array(REQUESTS).fill({
      method: "GET",
      path: "/api/trpc/sessions.list?input=%7B%7D",
      headers: own.headers,
    }),
    history: new Array(REQUESTS).fill(get(`/${ids.long[0]}/messages?limit=50`, long)),
    get: ids.own.slice(0, REQUESTS).map((id) => get(`/${id}`, own)),
  };
}

/** The first round of each warms up and does not count. */
async function measureAlternating(
  load: LoadGenerator,
  small: FilledServer,
  large: FilledServer,
  query: Query,
) {
  const latencies = { small: [] as number[], large: [] as number[] };
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [size, server] of [["small", small] as const, ["large", large] as const]) {
      const milliseconds = await load.latencies(server.url, server.requests[query]);
      if (round >= 0) latencies[size].push(...milliseconds);
    }
  }
  return { small: median(latencies.small), large: median(latencies.large) };
}
