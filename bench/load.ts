import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** One HTTP request, as it goes over the wire. */
export type HttpRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
};

export type ThroughputTask = {
  kind: "throughput";
  url: string;
  connections: number;
  seconds: number;
  requests: HttpRequest[];
};
export type LatencyTask = { kind: "latency"; url: string; requests: HttpRequest[] };
export type LoadTask = ThroughputTask | LatencyTask;
export type LoadResult = { perSecond: number } | { milliseconds: number[] } | { error: string };

export type LoadGenerator = {
  /** @returns successful responses per second. @throws when one response was not 2xx. */
  throughput(task: Omit<ThroughputTask, "kind">): Promise<number>;
  /** Sends one request at a time. @returns the latency of each in milliseconds. */
  latencies(url: string, requests: HttpRequest[]): Promise<number[]>;
  stop(): void;
};

/** Starts the process that generates the load. It takes one task at a time. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(fileURLToPath(new URL("load-process.ts", import.meta.url)));
  async function run(task: LoadTask): Promise<LoadResult> {
    child.send(task);
    const [result] = (await once(child, "message")) as [LoadResult];
    if ("error" in result) throw new Error(result.error);
    return result;
  }
  return {
    async throughput(task) {
      const result = await run({ kind: "throughput", ...task });
      return "perSecond" in result ? result.perSecond : Number.NaN;
    },
    async latencies(url, requests) {
      const result = await run({ kind: "latency", url, requests });
      return "milliseconds" in result ? result.milliseconds : [];
    },
    stop: () => child.kill(),
  };
}

/** The value that `share` of all values don't exceed; 0.5 is the median. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: number[]): number => quantile(values, 0.5);
