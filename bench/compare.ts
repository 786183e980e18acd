import { type CpuUsage, readCpuUsage } from "./cpu.ts";
import { type HttpRequest, type LoadGenerator, median } from "./load.ts";
import { startProduct } from "./product.ts";
import { type ServerProcess, startServer } from "./server-process.ts";
import type { Comparison, Sample, Table } from "./table.ts";

/** How long each side of a scenario is loaded. */
type Schedule = { warmUpSeconds: number; rounds: number; secondsPerRound: number };

/** Two databases that hold the same sessions, one for the product and one for the baseline. */
export type DatabasePair = { productUrl: string; baselineUrl: string };

/** One line of the table: a request that is sent to the product and, as its equivalent, to the reference. */
export type Scenario<Data> = {
  name: string;
  connections: number;
  /** The least share of the reference's requests per second. Without one the scenario only informs. */
  target?: number;
  /** What the product is compared with: the baseline, or the product itself through its REST API. */
  reference: "baseline" | "REST";
  requests(data: Data): Requests | Promise<Requests>;
};

/** The requests of a scenario are sent in turn, again and again. */
export type Requests = { product: HttpRequest[]; reference: HttpRequest[] };

export type CompareOptions = {
  /** The product's, as in `ROLES`. */
  roles: string;
  load: LoadGenerator;
  schedule: Schedule;
  table: Table;
};

/**
 * Measures scenarios one after another, all on the databases that `prepare` makes. It is not called when there are
 * none.
 */
export async function compareAll<Data extends DatabasePair>(
  scenarios: Scenario<Data>[],
  prepare: () => Promise<Data>,
  options: CompareOptions,
): Promise<void> {
  if (scenarios.length === 0) return;
  const data = await prepare();
  for (const scenario of scenarios) {
    const result = await compare(scenario, data, options);
    options.table.comparison(scenario.name, scenario.reference, result, scenario.target);
  }
}

/** Both servers are started for this scenario alone: what an earlier one left in memory favours neither. */
async function compare<Data extends DatabasePair>(
  scenario: Scenario<Data>,
  data: Data,
  { roles, load, schedule }: CompareOptions,
): Promise<Comparison> {
  const requests = await scenario.requests(data);
  await using product = await startProduct(data.productUrl, roles);
  await using reference =
    scenario.reference === "baseline"
      ? await startBaseline(data.baselineUrl)
      : await startProduct(data.productUrl, roles);
  const sides: Side[] = [
    { server: product, requests: requests.product, samples: [] },
    { server: reference, requests: requests.reference, samples: [] },
  ];
  const run = ({ server, requests }: Side, seconds: number) =>
    load.throughput({ url: server.url, connections: scenario.connections, seconds, requests });

  for (const side of sides) await run(side, schedule.warmUpSeconds);
  // In alternation, so that other load on the machine falls on both.
  for (let round = 0; round < schedule.rounds; round += 1) {
    for (const side of sides) {
      const seconds = schedule.secondsPerRound;
      side.samples.push(await sample(side.server.pid, seconds, () => run(side, seconds)));
    }
  }
  const [productSide, referenceSide] = sides;
  return { product: medianOf(productSide?.samples), reference: medianOf(referenceSide?.samples) };
}

type Side = { server: ServerProcess; requests: HttpRequest[]; samples: Sample[] };

const startBaseline = (databaseUrl: string) =>
  startServer("bench/baseline.ts", { DATABASE_URL: databaseUrl }, "/healthz");

async function sample(pid: number, seconds: number, run: () => Promise<number>): Promise<Sample> {
  const before = readCpuUsage(pid);
  const perSecond = await run();
  const after = readCpuUsage(pid);
  const perRequest = (part: keyof CpuUsage) =>
    before && after ? (after[part] - before[part]) / (perSecond * seconds) : Number.NaN;
  return { perSecond, node: perRequest("node"), postgres: perRequest("postgres") };
}

const medianOf = (samples: Sample[] = []): Sample => ({
  perSecond: median(samples.map(({ perSecond }) => perSecond)),
  node: median(samples.map(({ node }) => node)),
  postgres: median(samples.map(({ postgres }) => postgres)),
});
