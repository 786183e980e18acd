import { readdirSync, readFileSync } from "node:fs";

/** Microseconds of CPU that a process and the Postgres of this run have used so far. */
export type Cpu = { node: number; postgres: number };

/** Linux counts in ticks of 10 ms. */
const TICK_US = 10_000;

/**
 * What a request costs says more than requests a second on a machine that is busy with other things.
 * @returns undefined where there is no /proc.
 */
export function cpuOf(pid: number): Cpu | undefined {
  try {
    const stats = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap(statOf);
    const isOurs = ({ name, parent }: Stat) => name === "postgres" && parent === process.pid;
    const postmasters = new Set(stats.filter(isOurs).map((stat) => stat.pid));
    const sum = (some: Stat[]) => some.reduce((total, { used }) => total + used, 0);
    return {
      node: sum(stats.filter((stat) => stat.pid === pid)),
      postgres: sum(stats.filter(({ parent }) => postmasters.has(parent))),
    };
  } catch {
    return undefined;
  }
}

type Stat = { pid: number; name: string; parent: number; used: number };

/** Nothing for a process that has just ended. */
function statOf(pid: string): Stat[] {
  try {
    const [, name = "", rest = ""] = /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    const fields = rest.split(" ").map(Number);
    const used = ((fields[11] ?? 0) + (fields[12] ?? 0)) * TICK_US;
    return [{ pid: Number(pid), name, parent: fields[1] ?? 0, used }];
  } catch {
    return [];
  }
}
