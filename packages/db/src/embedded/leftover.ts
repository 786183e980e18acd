import { execFile } from "node:child_process";
import { readFile, readlink, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/**
 * Ends a Postgres that outlived the Parley that started it, so that each start has the settings it asked for and its own
 * child. Call it only while holding the lock.
 */
export async function endLeftover(cluster: string): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  if (!(pid > 0)) return;
  // Fast, then immediate, then the end: each is safe for the data, the later ones need recovery.
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!(await isPostmasterOf(cluster, pid))) break;
    process.kill(pid, signal);
    await gone(cluster, pid, 10_000);
  }
  // Postgres takes any process with that id for itself, a zombie or a stranger too, and would refuse to start.
  await rm(file, { force: true });
}

async function gone(cluster: string, pid: number, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && (await isPostmasterOf(cluster, pid))) await sleep(10);
}

/** Is the process alive, and a Postgres that works in this cluster? Process ids are used again, after a restart above all. */
async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  const folder = await realpath(cluster);
  if (process.platform === "linux") {
    // A zombie has no working folder.
    return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === folder;
  }
  const ps = await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).catch(() => undefined);
  return ps?.stdout.includes(cluster) ?? false;
}
