import { mkdtemp, readlink, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The kernel's limit for the path of a Unix socket: 108 bytes on Linux, 104 on macOS, one of them for the end mark. */
const longestPath = 103;
const socketFile = ".s.PGSQL.5432";

/** The way to a cluster's socket: connection strings by database, and the removal of what was made for them. */
export type SocketWay = { urlOf(database: string): string; remove(): Promise<void> };

/**
 * Lays a short way to the socket inside `cluster`: two links beside the cluster, or in the temporary folder when the path
 * is too long for a socket or holds a comma.
 *
 * Why two: postgres.js takes the host of a connection string for a folder only when it holds a comma, libpq only the part
 * before the comma. With `socket` and `socket,` one string suits both, and node-postgres as well.
 */
export async function laySocketWay(cluster: string): Promise<SocketWay> {
  const home = dirname(cluster);
  await removeLinks(home);
  const fits = Buffer.byteLength(join(home, "socket,", socketFile)) <= longestPath && !home.includes(",");
  const folder = fits ? home : await folderElsewhere(home);
  for (const name of ["socket", "socket,"]) await symlink(cluster, join(folder, name));
  const host = encodeURIComponent(join(folder, "socket,"));
  return { urlOf: (database) => `postgres://parley@${host}/${database}`, remove: () => removeLinks(home) };
}

/** Makes a folder with a short path, and leaves a link to it so that it is found again after a crash. */
async function folderElsewhere(home: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "parley-"));
  await symlink(folder, join(home, "elsewhere"));
  return folder;
}

/** Removes the links of this run, or of one that was killed. */
async function removeLinks(home: string): Promise<void> {
  const elsewhere = await readlink(join(home, "elsewhere")).catch(() => undefined);
  if (elsewhere) await rm(elsewhere, { recursive: true, force: true });
  for (const name of ["socket", "socket,", "elsewhere"]) await rm(join(home, name), { force: true });
}
