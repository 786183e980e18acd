import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createTextEngine } from "@parley/ai/text";
import type { Clock } from "@parley/api/clock";
import { kinds } from "@parley/api/kinds";
import type { Log } from "@parley/api/log";
import { createServices, type Services } from "@parley/api/services";
import { postgresTransport } from "@parley/api/session/live/postgres-transport";
import { connect, type Db, disconnect } from "@parley/db/client";
import { startEmbedded } from "@parley/db/embedded";
import { migrate } from "@parley/db/migrate";
import { loadSecret } from "./auth-secret.ts";
import type { Config } from "./env.ts";
import { redisTransport } from "./realtime/redis-transport.ts";
import { StartError } from "./start-error.ts";

/** The services, and a function that closes what they use. */
export type Runtime = { services: Services; close(): Promise<void> };

/**
 * Opens the configured or the embedded database, migrates it, and creates the services.
 * @throws StartError, or an EmbeddedError, with one sentence that says what to do.
 */
export async function openRuntime(
  config: Config,
  log: Log,
  clock: Clock = () => new Date(),
): Promise<Runtime> {
  const text = createTextEngine(config.ai);
  await mkdir(config.dataDir, { recursive: true }).catch((error) => {
    throw new StartError(`DATA_DIR ${config.dataDir} can't be used: ${error.message}`);
  });
  const secret = config.authSecret ?? (await loadSecret(join(config.dataDir, "auth-secret")));
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbedded({ dataDir: config.dataDir, log: (line) => log.debug({ line }, "postgres") });
  const closing: (() => Promise<void>)[] = embedded ? [embedded.stop] : [];
  const close = async () => {
    for (const end of closing.toReversed()) await end();
  };
  try {
    const url = config.databaseUrl ?? embedded?.url ?? "";
    const directUrl = config.databaseDirectUrl ?? url;
    await prepareDatabase(directUrl);
    const db = open(url, { poolSize: config.databasePoolSize, prepare: directUrl === url }, closing);
    const direct = directUrl === url ? db : open(directUrl, { poolSize: 2 }, closing);
    const transport = embedded ? undefined : transportFor(config, direct);
    const { publicUrl, corsOrigins, settings } = config;
    const services = createServices({
      db,
      text,
      log,
      secret,
      publicUrl,
      trustedOrigins: corsOrigins,
      settings,
      clock,
      kinds,
      transport,
    });
    await services.bus.start();
    // The lock on DATA_DIR guarantees that no other process writes replies: those left running can be claimed again.
    if (embedded) await services.replies.takeOver();
    const unlisten = await services.credentials.listen(direct);
    closing.push(
      () => unlisten(),
      () => services.bus.close(),
      () => services.limiter.flush().catch(() => {}),
    );
    return { services, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function open(
  url: string,
  options: { poolSize: number; prepare?: boolean },
  closing: (() => Promise<void>)[],
): Db {
  const db = connect(url, options);
  closing.push(() => disconnect(db));
  return db;
}

const transportFor = (config: Config, direct: Db) =>
  config.redisUrl ? redisTransport(config.redisUrl) : postgresTransport(direct);

async function prepareDatabase(url: string): Promise<void> {
  try {
    await migrate(url);
  } catch (error) {
    throw new StartError(`The database can't be used: ${reasonOf(error)}. Check DATABASE_URL.`);
  }
}

/** The innermost message, which is from Postgres or the network. It does not contain the URL and its password. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return error.message || ("code" in error ? String(error.code) : error.name);
}
