import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, spawnIn } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { endWithParent } from "./end-with-parent.ts";

/** A running Postgres: `ended` resolves, with what it said last, when it is gone for whatever reason. */
export type Postmaster = { ended: Promise<string>; stop(): Promise<void> };

export type StartOptions = {
  cluster: string;
  binaries: Binaries;
  account: Account;
  settings: Record<string, string>;
  log: (line: string) => void;
};

/** How long a clean stop may take before Postgres is told to drop everything and recover at the next start. */
const patienceMs = 10_000;

/**
 * Starts Postgres and resolves when it takes connections; recovery after a crash may take a while before that.
 * @throws Error with what Postgres wrote when it gives up
 */
export async function startPostmaster(options: StartOptions): Promise<Postmaster> {
  const patience = Date.now() + patienceMs;
  for (;;) {
    const started = await attempt(options);
    if (typeof started !== "string") return started;
    // The processes of a postmaster that was killed need a moment to notice, and hold its shared memory until then.
    if (!started.includes("shared memory block") || Date.now() > patience) throw new Error(started);
    await sleep(100);
  }
}

/** One try: the running Postgres, or what it said when it could not start. */
async function attempt({ cluster, binaries, account, settings, log }: StartOptions) {
  const { data, options } = spawnIn(cluster, account);
  const args = [
    "-D",
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  // In a session of its own: Ctrl-C reaches Parley only, which finishes its work before it stops the database.
  const child = spawn(binaries.postgres, args, {
    ...options,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: string[] = [];
  const ready = Promise.withResolvers<void>();
  createInterface({ input: child.stderr }).on("line", (line) => {
    said.push(line);
    if (said.length > 20) said.shift();
    log(line);
    if (line.includes("ready to accept connections")) ready.resolve();
  });
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", () => resolve(said.join("\n")));
  });
  const failure = await Promise.race([ready.promise, ended]);
  if (failure !== undefined) return failure;
  endWithParent(child);
  return { ended, stop: () => stop(child, ended) };
}

/** SIGINT is Postgres's fast shutdown: transactions are rolled back, everything is written, and it ends. */
async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGQUIT"), patienceMs);
  await ended;
  clearTimeout(timer);
}
