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
import { linkSocket, type SocketLinks } from "./embedded/socket.ts";

export type EmbeddedOptions = {
  /** Created when missing. The database is stored in its folder `postgres`. */
  dataDir: string;
  /** Receives each line of Postgres's log: starts, stops, crashes. Never statements or their values. */
  log?: (line: string) => void;
  /** Postgres settings that override the ones below; tests switch fsync off. */
  settings?: Record<string, string>;
};

/** Sized for a single-machine installation, with a small memory footprint. */
const settings = {
  // No network, only the socket inside the cluster's folder, which is closed to other users.
  listen_addresses: "",
  unix_socket_directories: ".",
  max_connections: "60",
  shared_buffers: "128MB",
  // JIT compilation speeds up only long analytical queries, and costs memory in each connection.
  jit: "off",
  // The default starts three I/O worker processes, which a small database does not need.
  io_method: "sync",
  timezone: "UTC",
  // Omits failed statements from the log: they contain user content, and the caller receives the error anyway.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_checkpoints: "off",
  log_line_prefix: "",
};

/**
 * Starts the embedded PostgreSQL with the database `parley`.
 * @returns `url`, for any Postgres client, and `stop`, which shuts it down cleanly
 * @throws DataDirInUse when another Parley uses the folder; EmbeddedError with one sentence for the user otherwise
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

async function start(dataDir: string, { log = () => {}, settings: overrides }: EmbeddedOptions) {
  const home = join(dataDir, "postgres");
  const cluster = join(home, "cluster");
  await mkdir(home, { recursive: true, mode: 0o700 });
  const account = await accountFor(cluster);
  const dataDirLock = lock(join(home, "lock"), dataDir);
  let links: SocketLinks | undefined;
  let server: { stop(): Promise<void> } | undefined;
  const stop = async () => {
    await server?.stop();
    await links?.remove();
    dataDirLock.release();
  };
  try {
    const binaries = await findBinaries(account);
    await prepareCluster(cluster, binaries, account, overrides?.fsync !== "off");
    await endLeftover(cluster);
    links = await linkSocket(cluster);
    server = await supervise({ cluster, binaries, account, log, settings: { ...settings, ...overrides } });
    await ensureDatabase(links);
    return { url: links.urlOf("parley"), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Starts Postgres, and restarts it when it exits unexpectedly. The URL stays the same, so that clients can reconnect.
 */
async function supervise(options: StartOptions): Promise<{ stop(): Promise<void> }> {
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

async function ensureDatabase(links: SocketLinks): Promise<void> {
  const sql = postgres(links.urlOf("postgres"), { max: 1, fetch_types: false });
  try {
    const found = await sql`select 1 from pg_database where datname = 'parley'`;
    if (found.length === 0) await sql`create database parley`;
  } finally {
    await sql.end();
  }
}
