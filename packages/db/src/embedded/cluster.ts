import { spawn } from "node:child_process";
import { chown, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type Account, giveTo, spawnIn } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { EmbeddedError } from "./errors.ts";

/** The version of the packages in package.json. Its data format is the only one this Parley reads. */
const major = "18";

/**
 * Makes `cluster` a folder that Postgres can start from: a new one when there is none, otherwise the one that is there.
 * @param sync false leaves a new cluster to the operating system to write out; for tests
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

/** A cluster appears under its name when it is whole, so that a start that was cut off leaves nothing half-made. */
async function createCluster(cluster: string, binaries: Binaries, account: Account, sync: boolean) {
  const unfinished = `${cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (account) await chown(unfinished, account.uid, account.gid);
  const { data, options } = spawnIn(unfinished, account);
  // The collation is Postgres's own: text sorts alike on every machine, and no upgrade of the system breaks an index.
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  // The folder is closed to all but its owner and root: whoever reaches the socket may use it.
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
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(said))));
  });
}

/** A rename is on disk when the folder that holds the names is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
}
