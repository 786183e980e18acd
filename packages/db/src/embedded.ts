import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { accountFor } from "./embedded/account.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { prepareCluster } from "./embedded/cluster.ts";
import { explain } from "./embedded/errors.ts";
import { endLeftover } from "./embedded/leftover.ts";
import { lock } from "./embedded/lock.ts";
import { type Postmaster, type StartOptions, startPostmaster } from "./embedded/postmaster.ts";
import { laySocketWay, type SocketWay } from "./embedded/socket.ts";

export type EmbeddedOptions = {
  /** Made when missing. The database goes into its folder `postgres`. */
  dataDir: string;
  /** Gets each line that Postgres writes: starts, stops, crashes. Never statements or their values. */
  log?: (line: string) => void;
  /** Settings of Postgres that replace the ones below; tests switch fsync off. */
  settings?: Record<string, string>;
};

/** Enough for one machine's Parley, and lean: what is not used takes no memory. */
const settings = {
  // No network: only the socket inside the closed folder.
  listen_addresses: "",
  unix_socket_directories: ".",
  max_connections: "60",
  shared_buffers: "128MB",
  // Its compiler pays for long reports only, and costs memory in every connection.
  jit: "off",
  // The default starts three processes to read ahead; one small database does not need them.
  io_method: "sync",
  timezone: "UTC",
  // This level leaves out failed statements: they hold what people wrote, and the caller gets the error anyway.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_checkpoints: "off",
  log_line_prefix: "",
};

/**
 * Starts the PostgreSQL that comes with Parley, with the database `parley` in it.
 * @returns `url`, for any client of Postgres, and `stop`, which ends it cleanly
 * @throws DataDirInUse when another Parley has the folder; EmbeddedError with one clear sentence for all else
 */
export async function startEmbedded(
  options: EmbeddedOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = resolve(options.dataDir);
  try {
    return await start(dataDir, options);
  } catch (error) {
    throw explain(error, "The embedded Postgres could not start", dataDir);
  }
}

async function start(dataDir: string, { log = () => {}, settings: changed }: EmbeddedOptions) {
  const home = join(dataDir, "postgres");
  const cluster = join(home, "cluster");
  await mkdir(home, { recursive: true, mode: 0o700 });
  const account = await accountFor(cluster);
  const held = lock(join(home, "lock"), dataDir);
  let way: SocketWay | undefined;
  let server: { stop(): Promise<void> } | undefined;
  const stop = async () => {
    await server?.stop();
    await way?.remove();
    held.release();
  };
  try {
    const binaries = await findBinaries(account);
    await prepareCluster(cluster, binaries, account, changed?.fsync !== "off");
    await endLeftover(cluster);
    way = await laySocketWay(cluster);
    server = await keepRunning({ cluster, binaries, account, log, settings: { ...settings, ...changed } });
    await ensureDatabase(way);
    return { url: way.urlOf("parley"), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts Postgres, and starts it again when it ends without being told to; clients find it at the same place. */
async function keepRunning(options: StartOptions): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  let current: Postmaster | undefined = await startPostmaster(options);

  const watch = async () => {
    while (current) {
      await current.ended;
      current = undefined;
      for (let pauseMs = 200; !current && !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, 30_000)) {
        options.log("Postgres ended by itself; starting it again");
        await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
        if (stopping.signal.aborted) return;
        current = await startPostmaster(options).catch(() => undefined);
        if (stopping.signal.aborted) await current?.stop();
      }
    }
  };
  const watching = watch();

  return {
    stop: async () => {
      stopping.abort();
      await current?.stop();
      await watching;
    },
  };
}

async function ensureDatabase(way: SocketWay): Promise<void> {
  const sql = postgres(way.urlOf("postgres"), { max: 1, fetch_types: false });
  try {
    const found = await sql`select 1 from pg_database where datname = 'parley'`;
    if (found.length === 0) await sql`create database parley`;
  } finally {
    await sql.end();
  }
}
