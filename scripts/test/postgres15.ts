import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostmaster } from "../../packages/db/src/embedded/postmaster.ts";
import { aptInstall } from "./apt.ts";

/** The account for Postgres and PgBouncer, which refuse to run as root; undefined for the current one. */
export const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

const programs = "/usr/lib/postgresql/15/bin";

/** Installs the oldest supported Postgres if necessary. @returns the reason why that is not possible, or undefined. */
export async function needPostgres15(): Promise<string | undefined> {
  return existsSync(join(programs, "postgres")) ? undefined : await aptInstall("postgresql-15");
}

/** Starts a temporary server: in its own folder, on a free port of the loopback interface, without fsync. */
export async function startPostgres15(): Promise<AsyncDisposable & { port: number }> {
  const folder = privateFolder("parley-postgres15-");
  const cluster = join(folder, "cluster");
  mkdirSync(cluster);
  if (account) chownSync(cluster, account.uid, account.gid);
  const args = ["-D", cluster, "-U", "parley", "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync"];
  const initdb = spawnSync(join(programs, "initdb"), args, { ...account, cwd: cluster, encoding: "utf8" });
  if (initdb.status !== 0) throw new Error(initdb.stderr || initdb.error?.message);
  const port = await freePort();
  const postmaster = await startPostmaster({
    cluster,
    binaries: { initdb: join(programs, "initdb"), postgres: join(programs, "postgres") },
    account,
    settings: {
      listen_addresses: "127.0.0.1",
      port: String(port),
      unix_socket_directories: "",
      max_connections: "300",
      fsync: "off",
      log_min_messages: "log",
    },
    log: () => {},
  });
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      await postmaster.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Creates a temporary folder that the account owns. */
export function privateFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
