import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** One HTTP request, as it goes over the wire. */
export type Call = { method: string; path: string; headers: Record<string, string>; body?: string };

export type Job =
  | { kind: "load"; url: string; connections: number; seconds: number; calls: Call[] }
  | { kind: "one by one"; url: string; calls: Call[] };
export type Answer = { perSecond: number } | { milliseconds: number[] } | { failed: string };

export type Loader = {
  /** @returns good answers each second. @throws when one answer was not 2xx. */
  load(job: Omit<Job & { kind: "load" }, "kind">): Promise<number>;
  /** @returns the milliseconds that each call took, one call at a time. */
  oneByOne(url: string, calls: Call[]): Promise<number[]>;
  stop(): void;
};

export function startLoader(): Loader {
  const child = fork(fileURLToPath(new URL("loader.ts", import.meta.url)));
  async function ask(job: Job): Promise<Answer> {
    child.send(job);
    const [answer] = (await once(child, "message")) as [Answer];
    if ("failed" in answer) throw new Error(answer.failed);
    return answer;
  }
  return {
    async load(job) {
      const answer = await ask({ kind: "load", ...job });
      return "perSecond" in answer ? answer.perSecond : Number.NaN;
    },
    async oneByOne(url, calls) {
      const answer = await ask({ kind: "one by one", url, calls });
      return "milliseconds" in answer ? answer.milliseconds : [];
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
