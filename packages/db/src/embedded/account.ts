import { chown, lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedError } from "./errors.ts";

/**
 * The account that Postgres runs as; undefined for the current one. Root needs another one: Postgres refuses to run as
 * root.
 */
export type Account = { uid: number; gid: number } | undefined;

/** The ids of "nobody" on Linux. */
const nobody = { uid: 65534, gid: 65534 };

/**
 * Chooses the account for a cluster: its owner, or "nobody" when root starts it for the first time.
 * @throws EmbeddedError when the process is not root and the cluster belongs to another user
 */
export async function accountFor(cluster: string): Promise<Account> {
  const owner = await stat(cluster).catch(() => undefined);
  const own = process.getuid?.();
  if (own === 0) return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody;
  if (owner && own !== undefined && owner.uid !== own)
    throw new EmbeddedError(
      `The database in ${cluster} belongs to another user. Start Parley as that user, or set DATA_DIR to another folder.`,
    );
  return undefined;
}

/** Changes a cluster's owner to the account. Root may own it after a backup was restored. */
export async function giveTo(account: Account, cluster: string): Promise<void> {
  if (!account || (await stat(cluster)).uid === account.uid) return;
  await chown(cluster, account.uid, account.gid);
  for (const entry of await readdir(cluster, { recursive: true })) {
    const path = join(cluster, entry);
    if (!(await lstat(path)).isSymbolicLink()) await chown(path, account.uid, account.gid);
  }
}

/**
 * The data folder's path and the options to spawn a Postgres program that works in `cluster`.
 *
 * The process enters the folder before it changes its account, and names it `/proc/self/cwd`. So the account needs no access
 * to the folders above: DATA_DIR may be below /root.
 * The environment is empty, because it may contain secrets, and variables such as PGPORT would change Postgres's behaviour.
 */
export function spawnIn(cluster: string, account: Account) {
  return {
    data: account && process.platform === "linux" ? "/proc/self/cwd" : cluster,
    options: { cwd: cluster, ...account, env: { LC_ALL: "C" } },
  };
}
