import { spawn } from "node:child_process";
import { chown, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type Account, giveTo, spawnIn } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { EmbeddedError } from "./errors.ts";

/** The major version of the packages in package.json. Postgres reads only the data format of its own major version. */
const major = "18";

/**
 * Makes `cluster` ready for Postgres to start: creates it when it does not exist, otherwise checks its version and owner.
 * @param sync whether a new cluster is flushed to disk; tests skip that
 * @throws EmbeddedError when another major version of Postgres created the cluster
 */
export async function prepareCluster(
  cluster: string,
  binaries: Binaries,
  account: Account,
  sync: boolean,
): Promise<void> {
  const version = await readFile(`${cluster}/PG_VERSION`, "utf8").catch(() => undefined);
  if (version === undefined) return await createCluster(cluster, binaries, account, sync);
  if (version.trim() !== major)
    throw new EmbeddedError(
      `The database in ${cluster} was made by PostgreSQL ${version.trim()}, and this Parley has ${major}. ` +
        "Copy it over with pg_dump, or set DATA_DIR to another folder.",
    );
  await giveTo(account, cluster);
}

/**
 * Creates a cluster under another name and renames it when it is complete, so that an aborted start leaves no partial
 * one.
 */
async function createCluster(cluster: string, binaries: Binaries, account: Account, sync: boolean) {
  const unfinished = `${cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (account) await chown(unfinished, account.uid, account.gid);
  const { data, options } = spawnIn(unfinished, account);
  // Postgres's builtin collation: the same order on every machine, and system upgrades can't corrupt an index.
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  // Connections need no password: only the owner and root can enter the folder that contains the socket.
  const args = ["-D", data, "-U", "parley", "-E", "UTF8", "--auth=trust", ...locale];
  try {
    await run(binaries.initdb, sync ? args : [...args, "--no-sync"], options);
    await rename(unfinished, cluster);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  if (sync) await syncFolder(dirname(cluster));
}

function run(program: string, args: string[], options: { cwd: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    let output = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(output))));
  });
}

/** Flushes a folder, so that a rename in it is durable. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
}
