import { chown, lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedError } from "./errors.ts";

/** Who Postgres runs as. Undefined: as ourselves. Only root names somebody else, for Postgres refuses to run as root. */
export type Account = { uid: number; gid: number } | undefined;

/** The id that Linux keeps for "nobody". */
const nobody = { uid: 65534, gid: 65534 };

/**
 * Chooses the account for a cluster: the one it already belongs to, or "nobody" when root starts it for the first time.
 * @throws EmbeddedError when an ordinary user finds a cluster of somebody else
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

/** Gives a cluster that root owns, as after a restored backup, to the account. */
export async function giveTo(account: Account, cluster: string): Promise<void> {
  if (!account || (await stat(cluster)).uid === account.uid) return;
  await chown(cluster, account.uid, account.gid);
  for (const entry of await readdir(cluster, { recursive: true })) {
    const path = join(cluster, entry);
    if (!(await lstat(path)).isSymbolicLink()) await chown(path, account.uid, account.gid);
  }
}

/**
 * How to spawn a program of Postgres that works in `cluster`.
 *
 * The folder is entered before the account changes, and named by `/proc/self/cwd` from then on, so the account needs no
 * way into the folders above it: DATA_DIR may lie below /root, and stays closed to everybody else.
 * The environment is empty, for it may hold secrets, and PGPORT and its like would change what Postgres does.
 */
export function spawnIn(cluster: string, account: Account) {
  return {
    data: account && process.platform === "linux" ? "/proc/self/cwd" : cluster,
    options: { cwd: cluster, ...account, env: { LC_ALL: "C" } },
  };
}
