import { createBaselineTables, fillBaseline } from "./baseline-data.ts";
import { type Cpu, cpuOf } from "./cpu.ts";
import { type Server, settle, withDatabase } from "./database.ts";
import { type Loader, median } from "./load.ts";
import { type Running, startServer } from "./process.ts";
import { type Account, openAccount, startProduct } from "./product.ts";
import { type Fill, fillProduct, sessionsOf } from "./product-data.ts";
import { type Scenario, scenarios } from "./scenarios.ts";
import type { Lap, Race, Table } from "./table.ts";

export type Pace = { rounds: number; seconds: number; warmUpSeconds: number };

const SESSIONS = 1_000;
const LONG = { sessions: 64, messages: 200 };
const RICH = { sessions: 10_000, messages: 0 };
/** Everybody else's: nobody has the database to themselves. */
const CROWD = { sessions: 30_000, messages: 0 };

/** The product against the baseline: the same requests, on the same Postgres, in turn. */
export async function compare(postgres: Server, loader: Loader, pace: Pace, roles: string, table: Table) {
  await using pair = await startPair(postgres, roles);
  for (const scenario of pair.scenarios) {
    table.race(scenario.name, await race(pair, scenario, loader, pace), scenario.target);
  }
}

/** The product with its worker on, which answers each message while more arrive. */
export async function compareWithWorker(postgres: Server, loader: Loader, pace: Pace, table: Table) {
  await using pair = await startPair(postgres, "api,worker");
  const append = pair.scenarios.find(({ name }) => name === "append message");
  if (!append) return;
  table.race("append message, answers being written", await race(pair, append, loader, pace), undefined);
}

export type Pair = AsyncDisposable & { product: Running; baseline: Running; scenarios: Scenario[] };

let pairs = 0;
async function startPair(postgres: Server, roles: string): Promise<Pair> {
  pairs += 1;
  const productUrl = await postgres.create(`product${pairs}`);
  const baselineUrl = await postgres.create(`baseline${pairs}`);
  const product = await startProduct(productUrl, roles);
  const busy = await openAccount(product.url, "busy");
  const talker = await openAccount(product.url, "talker");
  const rich = await openAccount(product.url, "rich");
  const crowd = await openAccount(product.url, "crowd");
  const { sessions, long } = await fillFor(productUrl, busy, talker, [
    { ...rich, ...RICH },
    { ...crowd, ...CROWD },
  ]);
  const plain = await withDatabase(baselineUrl, async (sql) => {
    await createBaselineTables(sql);
    const few = await fillBaseline(sql, { owner: "busy", sessions: SESSIONS, messages: 0 });
    const talks = await fillBaseline(sql, { owner: "talker", ...LONG });
    await fillBaseline(sql, { owner: "rich", ...RICH });
    await fillBaseline(sql, { owner: "crowd", ...CROWD });
    await settle(sql);
    return { sessions: few, long: talks };
  });
  const baseline = await startServer("bench/baseline.ts", { DATABASE_URL: baselineUrl }, "/healthz");
  return {
    product,
    baseline,
    scenarios: scenarios({ busy, talker, rich, sessions, long, baseline: plain }),
    async [Symbol.asyncDispose]() {
      await Promise.all([product.stop(), baseline.stop()]);
    },
  };
}

function fillFor(url: string, busy: Account, talker: Account, others: Fill[]) {
  const fills: Fill[] = [{ ...busy, sessions: SESSIONS, messages: 0 }, { ...talker, ...LONG }, ...others];
  return withDatabase(url, async (sql) => {
    await fillProduct(sql, fills);
    await settle(sql);
    return { sessions: await sessionsOf(sql, busy.ownerId), long: await sessionsOf(sql, talker.ownerId) };
  });
}

/** One after the other, several times over: whatever else the machine does then falls on both. */
export async function race(pair: Pair, scenario: Scenario, loader: Loader, pace: Pace): Promise<Race> {
  const { connections } = scenario;
  const run = (who: Who, seconds: number) =>
    loader.load({ url: pair[who].url, connections, seconds, calls: scenario[who] });
  const laps: Record<Who, Lap[]> = { product: [], baseline: [] };
  for (const who of WHO) await run(who, pace.warmUpSeconds);
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const who of WHO)
      laps[who].push(await timed(pair[who].pid, pace.seconds, () => run(who, pace.seconds)));
  }
  return { product: middle(laps.product), baseline: middle(laps.baseline) };
}

const WHO = ["product", "baseline"] as const;
type Who = (typeof WHO)[number];

async function timed(pid: number, seconds: number, run: () => Promise<number>): Promise<Lap> {
  const before = cpuOf(pid);
  const perSecond = await run();
  const after = cpuOf(pid);
  const each = (part: keyof Cpu) =>
    before && after ? (after[part] - before[part]) / (perSecond * seconds) : Number.NaN;
  return { perSecond, node: each("node"), postgres: each("postgres") };
}

const middle = (laps: Lap[]): Lap => ({
  perSecond: median(laps.map(({ perSecond }) => perSecond)),
  node: median(laps.map(({ node }) => node)),
  postgres: median(laps.map(({ postgres }) => postgres)),
});
