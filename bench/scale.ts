import { type Server, settle, withDatabase } from "./database.ts";
import { type Call, type Loader, median } from "./load.ts";
import type { Running } from "./process.ts";
import { type Account, openAccount, SESSIONS_PATH, startProduct } from "./product.ts";
import { addStrangers, fillProduct, sessionsOf } from "./product-data.ts";
import type { Table } from "./table.ts";

/** The measured person's own sessions: the same in both databases. */
const OWN = { sessions: 1_000, messages: 1 };
const LONG = { sessions: 1, messages: 200 };
const STRANGERS = 1_000;
const MESSAGES_EACH = 1;
const ROUNDS = 8;
const CALLS = 150;
const MOST = 1.3;

/** The same requests with 1,000 sessions in the database and with `sessions` in another. */
export async function measureScale(postgres: Server, loader: Loader, sessions: number, table: Table) {
  const small = await startFilled(postgres, "small", 0);
  const begun = performance.now();
  const large = await startFilled(postgres, "large", sessions - OWN.sessions);
  table.fact("filling the large database", `${Math.round((performance.now() - begun) / 1000)} s`);
  try {
    for (const name of ["list", "history", "get"] as const) {
      const p50 = await alternate(loader, small, large, name);
      table.atMost(`${NAMES[name]}, 1,000,000 against 1,000`, p50.large / p50.small, MOST, "× p50");
      table.fact("", `p50 ${p50.large.toFixed(2)} ms / ${p50.small.toFixed(2)} ms, one request at a time`);
    }
  } finally {
    await Promise.all([small.product.stop(), large.product.stop()]);
  }
}

const NAMES = {
  list: "first 20 of a user's sessions",
  history: "last 50 of 200 messages",
  get: "get session",
};

type Filled = { product: Running; calls: Record<keyof typeof NAMES, Call[]> };

async function startFilled(postgres: Server, name: string, more: number): Promise<Filled> {
  const url = await postgres.create(name);
  const product = await startProduct(url, "api");
  const own = await openAccount(product.url, "own");
  const talker = await openAccount(product.url, "talker");
  const ids = await withDatabase(url, async (sql) => {
    const strangers = more > 0 ? await addStrangers(sql, STRANGERS) : [];
    const each = { sessions: Math.ceil(more / STRANGERS), messages: MESSAGES_EACH };
    // Half of the strangers came before: nobody's rows lie together at an end of an index.
    const half = strangers.length / 2;
    await fillProduct(
      sql,
      strangers.slice(0, half).map((owner) => ({ ...owner, ...each })),
    );
    await fillProduct(sql, [
      { ...own, ...OWN },
      { ...talker, ...LONG },
    ]);
    await fillProduct(
      sql,
      strangers.slice(half).map((owner) => ({ ...owner, ...each })),
    );
    await settle(sql);
    await sql`checkpoint`;
    return { own: await sessionsOf(sql, own.ownerId), long: await sessionsOf(sql, talker.ownerId) };
  });
  return { product, calls: callsOf(own, talker, ids) };
}

function callsOf(own: Account, talker: Account, ids: { own: string[]; long: string[] }): Filled["calls"] {
  const get = (path: string, { headers }: Account): Call => ({
    ...{ method: "GET", path: SESSIONS_PATH + path, headers },
  });
  return {
    list: new Array(CALLS).fill(get("?limit=20", own)),
    history: new Array(CALLS).fill(get(`/${ids.long[0]}/messages?limit=50`, talker)),
    get: ids.own.slice(0, CALLS).map((id) => get(`/${id}`, own)),
  };
}

async function alternate(loader: Loader, small: Filled, large: Filled, name: keyof typeof NAMES) {
  const times = { small: [] as number[], large: [] as number[] };
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [which, { product, calls }] of [["small", small] as const, ["large", large] as const]) {
      const taken = await loader.oneByOne(product.url, calls[name]);
      if (round >= 0) times[which].push(...taken);
    }
  }
  return { small: median(times.small), large: median(times.large) };
}
