import { mkdtemp, readlink, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The kernel limits a Unix socket's path to 108 bytes on Linux and 104 on macOS, including a terminating null. */
const maxPathBytes = 103;
const socketFile = ".s.PGSQL.5432";

/** Symbolic links to a cluster's socket: `urlOf` makes a connection string, `remove` deletes the links. */
export type SocketLinks = { urlOf(database: string): string; remove(): Promise<void> };

/**
 * Creates two symbolic links to `cluster`, in which the socket is: beside the cluster, or in the temporary folder when the
 * path is too long for a socket or contains a comma.
 *
 * Two, because postgres.js treats the host of a connection string as a folder only if it contains a comma, and libpq uses
 * only the part before the comma. With `socket` and `socket,` one string works for both, and for node-postgres.
 */
export async function linkSocket(cluster: string): Promise<SocketLinks> {
  const home = dirname(cluster);
  await removeLinks(home);
  const fits = Buffer.byteLength(join(home, "socket,", socketFile)) <= maxPathBytes && !home.includes(",");
  const folder = fits ? home : await temporaryFolder(home);
  for (const name of ["socket", "socket,"]) await symlink(cluster, join(folder, name));
  const host = encodeURIComponent(join(folder, "socket,"));
  return { urlOf: (database) => `postgres://parley@${host}/${database}`, remove: () => removeLinks(home) };
}

/** Creates a folder with a short path, and a link to it by which the next start finds and removes it after a crash. */
async function temporaryFolder(home: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "parley-"));
  await symlink(folder, join(home, "elsewhere"));
  return folder;
}

/** Removes the links of this process, or of an earlier one that was killed. */
async function removeLinks(home: string): Promise<void> {
  const elsewhere = await readlink(join(home, "elsewhere")).catch(() => undefined);
  if (elsewhere) await rm(elsewhere, { recursive: true, force: true });
  for (const name of ["socket", "socket,", "elsewhere"]) await rm(join(home, name), { force: true });
}
