import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, spawnIn } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { endWithParent } from "./end-with-parent.ts";

/** A running Postgres. `ended` resolves with its last log lines when it exits for any reason. */
export type Postmaster = { ended: Promise<string>; stop(): Promise<void> };

export type StartOptions = {
  cluster: string;
  binaries: Binaries;
  account: Account;
  settings: Record<string, string>;
  log: (line: string) => void;
};

/** How long a clean stop may take before an immediate shutdown, after which the next start needs recovery. */
const stopTimeoutMs = 10_000;
/** How long the shared memory of a killed postmaster may stay in use. */
const sharedMemoryTimeoutMs = 10_000;

/**
 * Starts Postgres and resolves when it accepts connections, which may take a while if it must recover from a crash.
 * @throws Error with Postgres's output when it exits
 */
export async function startPostmaster(options: StartOptions): Promise<Postmaster> {
  const deadline = Date.now() + sharedMemoryTimeoutMs;
  for (;;) {
    const started = await attempt(options);
    if (typeof started !== "string") return started;
    // The child processes of a killed postmaster keep its shared memory until they notice that it died.
    if (!started.includes("shared memory block") || Date.now() > deadline) throw new Error(started);
    await sleep(100);
  }
}

/** @returns the running Postgres, or its output when it could not start. */
async function attempt({ cluster, binaries, account, settings, log }: StartOptions) {
  const { data, options } = spawnIn(cluster, account);
  const args = [
    "-D",
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  // Detached, so that Ctrl-C is sent to Parley only, which stops the database after its own work.
  const child = spawn(binaries.postgres, args, {
    ...options,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lastLines: string[] = [];
  const ready = Promise.withResolvers<void>();
  createInterface({ input: child.stderr }).on("line", (line) => {
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
    log(line);
    if (line.includes("ready to accept connections")) ready.resolve();
  });
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", () => resolve(lastLines.join("\n")));
  });
  const failure = await Promise.race([ready.promise, ended]);
  if (failure !== undefined) return failure;
  endWithParent(child);
  return { ended, stop: () => stop(child, ended) };
}

/** SIGINT is Postgres's fast shutdown: it rolls transactions back, writes a checkpoint, and exits. */
async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGQUIT"), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}
