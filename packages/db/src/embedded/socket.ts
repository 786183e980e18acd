import { mkdtemp, rm, symlink } from "node:fs/promises";
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
  const beside = dirname(cluster);
  const fits = Buffer.byteLength(join(beside, "socket,", socketFile)) <= longestPath && !beside.includes(",");
  const folder = fits ? beside : await mkdtemp(join(tmpdir(), "parley-"));
  const links = [join(folder, "socket"), join(folder, "socket,")];
  const remove = async () => {
    await Promise.all(links.map((link) => rm(link, { force: true })));
    if (!fits) await rm(folder, { recursive: true, force: true });
  };
  // Links of a process that was killed may still be there.
  if (fits) await remove();
  await Promise.all(links.map((link) => symlink(cluster, link)));
  const host = encodeURIComponent(join(folder, "socket,"));
  return { urlOf: (database) => `postgres://parley@${host}/${database}`, remove };
}
