import { DatabaseSync } from "node:sqlite";
import { DataDirInUse } from "./errors.ts";

/**
 * Locks `file` for this process until `release` is called or the process ends in any way.
 *
 * Node has no file locks. SQLite's lock is a kernel lock: `kill -9` releases it, it doesn't depend on process ids, and it
 * works between containers that share a volume.
 *
 * @param dataDir named in the error
 * @throws DataDirInUse when another process, or another caller in this one, holds the lock
 */
export function lock(file: string, dataDir: string): { release(): void } {
  // The timeout lets a process that is shutting down finish.
  const database = new DatabaseSync(file, { timeout: 500 });
  try {
    // The file contains only the owner's process id, so it needs no journal and no fsync.
    database.exec("pragma journal_mode = memory; pragma synchronous = off");
    database.exec(`begin immediate; pragma user_version = ${process.pid}; commit`);
    // An immediate transaction blocks other writers, and lets them read the owner's process id.
    database.exec("begin immediate");
  } catch (error) {
    const owner = isBusy(error) ? ownerOf(database) : undefined;
    database.close();
    throw isBusy(error) ? new DataDirInUse(dataDir, owner) : error;
  }
  held.add(database);
  return {
    release() {
      held.delete(database);
      database.close();
    },
  };
}

/** Keeps the databases of held locks reachable: a collected one would be closed, and its lock released. */
const held = new Set<DatabaseSync>();

function isBusy(error: unknown): boolean {
  const sqliteBusy = 5;
  return error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
}

function ownerOf(database: DatabaseSync): number | undefined {
  const row = database.prepare("pragma user_version").get();
  return typeof row?.user_version === "number" && row.user_version > 0 ? row.user_version : undefined;
}
