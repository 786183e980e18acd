import { readdir, readFile, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createTemporaryFolder } from "./database.ts";
import { createAccount } from "./product.ts";
import { startServer } from "./server-process.ts";
import type { Table } from "./table.ts";

const FIRST_START_LIMIT_S = 6;
const LATER_START_LIMIT_S = 3;
const MEMORY_LIMIT_MB = 350;
/** Between the last request and the measurement of memory. */
const IDLE_MS = 10_000;

/** The start times of Parley without any configuration, and its memory when it serves no requests. */
export async function measureIdle(roles: string, laterStarts: number, table: Table): Promise<void> {
  const dataDir = await createTemporaryFolder();
  const env = { DATA_DIR: dataDir, ROLES: roles, LOG_LEVEL: "warn" };
  const start = () => startServer("apps/server/src/main.ts", env, "/readyz");
  const measureStart = async () => {
    await using server = await start();
    return server.readyMs / 1_000;
  };
  try {
    table.atMost("first start, empty DATA_DIR", await measureStart(), FIRST_START_LIMIT_S, "s");
    let slowest = 0;
    for (let n = 0; n < laterStarts; n += 1) slowest = Math.max(slowest, await measureStart());
    table.atMost(`later start, the slowest of ${laterStarts}`, slowest, LATER_START_LIMIT_S, "s");

    await using server = await start();
    await loadModules(server.url, roles.includes("web"));
    await sleep(IDLE_MS);
    const postgres = await readPostgresMb(dataDir);
    table.atMost(`idle memory, Node (${roles})`, await readResidentMb(server.pid), MEMORY_LIMIT_MB, "MB");
    table.info("idle memory, its Postgres", `${Math.round(postgres)} MB (shared pages counted once)`);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Sends the first requests, so that modules that are loaded on first use count. */
async function loadModules(url: string, web: boolean): Promise<void> {
  await createAccount(url, "guest");
  for (const path of web ? ["/", "/sign-in"] : []) {
    const response = await fetch(url + path);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    await response.arrayBuffer();
  }
}

async function readResidentMb(pid: number): Promise<number> {
  return (parseKilobytes(await readFile(`/proc/${pid}/status`, "utf8"), "VmRSS") ?? Number.NaN) / 1024;
}

/** The proportional set size of the cluster's postmaster and its children. */
async function readPostgresMb(dataDir: string): Promise<number> {
  const cluster = `${dataDir}/postgres/cluster`;
  const postmaster = (await readFile(`${cluster}/postmaster.pid`, "utf8")).split("\n", 1)[0];
  let kilobytes = 0;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    if (pid !== postmaster && !status.includes(`PPid:\t${postmaster}\n`)) continue;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    kilobytes += parseKilobytes(rollup, "Pss") ?? 0;
  }
  return kilobytes / 1024;
}

function parseKilobytes(text: string, name: string): number | undefined {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text);
  return match ? Number(match[1]) : undefined;
}
