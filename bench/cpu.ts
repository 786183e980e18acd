import { readdirSync, readFileSync } from "node:fs";

/** Microseconds of CPU that a Node process and the bench's Postgres have used so far. */
export type CpuUsage = { node: number; postgres: number };

/** Linux counts in ticks of 10 ms. */
const TICK_US = 10_000;

/**
 * CPU per request is less sensitive to other load on the machine than requests per second.
 * @returns undefined where there is no /proc.
 */
export function readCpuUsage(pid: number): CpuUsage | undefined {
  try {
    const stats = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap(readStat);
    const isPostmaster = ({ name, parent }: ProcessStat) => name === "postgres" && parent === process.pid;
    const postmasters = new Set(stats.filter(isPostmaster).map((stat) => stat.pid));
    const sum = (selected: ProcessStat[]) => selected.reduce((total, { used }) => total + used, 0);
    return {
      node: sum(stats.filter((stat) => stat.pid === pid)),
      postgres: sum(stats.filter(({ parent }) => postmasters.has(parent))),
    };
  } catch {
    return undefined;
  }
}

type ProcessStat = { pid: number; name: string; parent: number; used: number };

/** @returns an empty list for a process that has just exited. */
function readStat(pid: string): ProcessStat[] {
  try {
    const [, name = "", rest = ""] = /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    const fields = rest.split(" ").map(Number);
    const used = ((fields[11] ?? 0) + (fields[12] ?? 0)) * TICK_US;
    return [{ pid: Number(pid), name, parent: fields[1] ?? 0, used }];
  } catch {
    return [];
  }
}
