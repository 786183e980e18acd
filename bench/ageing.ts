import { connect, type Db, disconnect } from "@parley/db/client";
import { migrate } from "@parley/db/migrate";
import { type PostgresServer, vacuum, withDatabase } from "./database.ts";
import { median } from "./load.ts";
import { fillProduct, readSessionIds } from "./product-data.ts";
import type { Table } from "./table.ts";

const OWNER = { ownerId: "owner", agentId: "agent" };
const SESSIONS = { sessions: 1_000, messages: 0 };
const WARM_UP_QUERIES = 20_000;
/** More than the pool has connections, so that it opens them all. */
const CONCURRENT_QUERIES = 64;
const TENTHS = 10;
const SLICES_PER_TENTH = 20;
const LIMIT = 1.1;

/**
 * Whether a query through the product's own pool costs more after many others. One query at a time leaves most
 * connections idle: what the driver then keeps for each query adds up for as long as the process runs.
 */
export async function measureAgeing(postgres: PostgresServer, queries: number, table: Table): Promise<void> {
  const url = await postgres.createDatabase("ageing");
  await migrate(url);
  const ids = await withDatabase(url, async (sql) => {
    await fillProduct(sql, [{ ...OWNER, ...SESSIONS }]);
    await vacuum(sql);
    return readSessionIds(sql, OWNER.ownerId);
  });
  const db = connect(url);
  try {
    await Promise.all(ids.slice(0, CONCURRENT_QUERIES).map((id) => getSession(db, id)));
    await getInTurn(db, ids, WARM_UP_QUERIES);
    const first = await measureTenth(db, ids, queries / TENTHS);
    await getInTurn(db, ids, (queries / TENTHS) * (TENTHS - 2));
    const last = await measureTenth(db, ids, queries / TENTHS);
    const name = `driver: CPU of a query, last tenth of ${queries.toLocaleString("en")}`;
    table.atMost(name, last.cpu / first.cpu, LIMIT, "× the first tenth");
    const cpu = `${last.cpu.toFixed(1)} / ${first.cpu.toFixed(1)} µs`;
    const rates = `${Math.round(last.perSecond)} / ${Math.round(first.perSecond)} a second`;
    table.info("", `${cpu}, one query at a time, ${rates}`);
  } finally {
    await disconnect(db);
  }
}

const getSession = (db: Db, id: string) => db.$client`select * from session where id = ${id}`;

async function getInTurn(db: Db, ids: string[], queries: number): Promise<void> {
  for (let n = 0; n < queries; n += 1) await getSession(db, ids[n % ids.length] ?? "");
}

/**
 * CPU time, because other load on the machine changes it less than it changes the rate; the median over slices leaves
 * out what happens rarely.
 * @returns `cpu` in microseconds per query.
 */
async function measureTenth(db: Db, ids: string[], queries: number) {
  const perSlice = queries / SLICES_PER_TENTH;
  const costs: number[] = [];
  const start = performance.now();
  for (let slice = 0; slice < SLICES_PER_TENTH; slice += 1) {
    const before = process.cpuUsage();
    await getInTurn(db, ids, perSlice);
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / perSlice);
  }
  return { cpu: median(costs), perSecond: (queries / (performance.now() - start)) * 1_000 };
}
