import { readdir, readFile, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "./database.ts";
import { startServer } from "./process.ts";
import { openAccount } from "./product.ts";
import type { Table } from "./table.ts";

const FIRST_START_MOST_S = 6;
const LATER_START_MOST_S = 3;
const MEMORY_MOST_MB = 350;
const REST_MS = 10_000;

/** Parley as one starts it, with no configuration: how long until it serves, and what it holds when nobody asks. */
export async function measureAtRest(roles: string, laterStarts: number, table: Table): Promise<void> {
  const dataDir = await temporaryFolder();
  const start = () =>
    startServer("apps/server/src/main.ts", { DATA_DIR: dataDir, ROLES: roles, LOG_LEVEL: "warn" }, "/readyz");
  try {
    const first = await start();
    await first.stop();
    table.atMost("first start, empty DATA_DIR", first.readyMs / 1000, FIRST_START_MOST_S, "s");
    let slowest = 0;
    for (let n = 0; n < laterStarts; n += 1) {
      const later = await start();
      slowest = Math.max(slowest, later.readyMs / 1000);
      await later.stop();
    }
    table.atMost(`later start, the slowest of ${laterStarts}`, slowest, LATER_START_MOST_S, "s");
    const running = await start();
    await use(running.url, roles.includes("web"));
    await sleep(REST_MS);
    const postgres = await postgresOf(dataDir);
    table.atMost(`memory at rest, Node (${roles})`, await residentMb(running.pid), MEMORY_MOST_MB, "MB");
    table.fact("memory at rest, its Postgres", `${Math.round(postgres)} MB (shared pages counted once)`);
    await running.stop();
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Somebody was here: what is loaded at the first use is loaded. */
async function use(url: string, web: boolean): Promise<void> {
  await openAccount(url, "guest");
  for (const path of web ? ["/", "/sign-in"] : []) {
    const response = await fetch(url + path);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    await response.arrayBuffer();
  }
}

async function residentMb(pid: number): Promise<number> {
  return (kilobytes(await readFile(`/proc/${pid}/status`, "utf8"), "VmRSS") ?? Number.NaN) / 1024;
}

/** The proportional size of every process that works in the cluster's folder. */
async function postgresOf(dataDir: string): Promise<number> {
  const cluster = `${dataDir}/postgres/cluster`;
  const postmaster = (await readFile(`${cluster}/postmaster.pid`, "utf8")).split("\n", 1)[0];
  let total = 0;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    if (pid !== postmaster && !status.includes(`PPid:\t${postmaster}\n`)) continue;
    total += kilobytes(await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => ""), "Pss") ?? 0;
  }
  return total / 1024;
}

function kilobytes(text: string, name: string): number | undefined {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text);
  return found ? Number(found[1]) : undefined;
}
