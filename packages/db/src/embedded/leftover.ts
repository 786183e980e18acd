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
  const pid = Number.parseInt(await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => ""), 10);
  // Fast, then immediate, then the end: each is safe for the data, the later ones need recovery.
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!(pid > 0) || !(await isPostmasterOf(cluster, pid))) break;
    process.kill(pid, signal);
    await gone(cluster, pid, 10_000);
  }
  // Postgres takes any process with the id in these files for itself, a zombie or a stranger too, and would not start.
  for (const name of ["postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"])
    await rm(join(cluster, name), { force: true });
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
