import { DatabaseSync } from "node:sqlite";
import { DataDirInUse } from "./errors.ts";

/**
 * Holds `file` for this process until `release` is called or the process dies, however it dies.
 *
 * Node has no file lock of its own. SQLite's is one of the kernel's, so nothing is left behind by `kill -9`, no process
 * id can be mistaken for another's, and two containers that share a volume see each other.
 *
 * @param dataDir named in the error
 * @throws DataDirInUse when another process, or another caller in this one, holds it
 */
export function lock(file: string, dataDir: string): { release(): void } {
  // A process that was just told to end may still be at it.
  const database = new DatabaseSync(file, { timeout: 500 });
  try {
    // The file holds nothing but the owner's process id, so losing its content costs nothing: no journal, no fsync.
    database.exec("pragma journal_mode = memory; pragma synchronous = off");
    database.exec(`begin immediate; pragma user_version = ${process.pid}; commit`);
    // An immediate transaction keeps other writers out and lets them read who it is.
    database.exec("begin immediate");
  } catch (error) {
    const owner = isBusy(error) ? ownerOf(database) : undefined;
    database.close();
    throw isBusy(error) ? new DataDirInUse(dataDir, owner) : error;
  }
  return { release: () => database.close() };
}

function isBusy(error: unknown): boolean {
  const sqliteBusy = 5;
  return error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
}

function ownerOf(database: DatabaseSync): number | undefined {
  const row = database.prepare("pragma user_version").get();
  return typeof row?.user_version === "number" && row.user_version > 0 ? row.user_version : undefined;
}
