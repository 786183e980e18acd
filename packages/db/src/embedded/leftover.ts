import { execFile } from "node:child_process";
import { readFile, readlink, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/**
 * Ends a Postgres that outlived the Parley process that started it, so that each start has its own settings and child.
 * The caller must hold the lock.
 */
export async function endLeftover(cluster: string): Promise<void> {
  const pid = Number.parseInt(await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => ""), 10);
  // Fast shutdown, immediate shutdown, kill. All keep committed data; the last two need recovery at the next start.
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!(pid > 0) || !(await isPostmasterOf(cluster, pid))) break;
    process.kill(pid, signal);
    await waitForExit(cluster, pid, 10_000);
  }
  // Postgres refuses to start while a process with the id in these files exists, even an unrelated one or a zombie.
  for (const name of ["postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"])
    await rm(join(cluster, name), { force: true });
}

async function waitForExit(cluster: string, pid: number, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && (await isPostmasterOf(cluster, pid))) await sleep(10);
}

/** Whether the process is alive and a Postgres of this cluster. The id may be reused, above all after a reboot. */
async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  const folder = await realpath(cluster);
  if (process.platform === "linux") {
    // The link can't be read for a zombie.
    return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === folder;
  }
  const ps = await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).catch(() => undefined);
  return ps?.stdout.includes(cluster) ?? false;
}
