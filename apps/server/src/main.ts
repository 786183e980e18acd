import closeWithGrace from "close-with-grace";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { type Config, readConfig } from "./env.ts";
import { dispatch, openPort } from "./http-server.ts";
import { createLog } from "./log.ts";
import { openRuntime } from "./runtime.ts";
import { describeStartError, welcome } from "./screen.ts";
import { startJobs } from "./worker.ts";

const STOP_WITHIN_MS = 10_000;

/** Starts the process with the roles it is given. What is opened is closed in the opposite order. */
async function start(config: Config, log: Logger): Promise<() => Promise<void>> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of closing.toReversed()) await end();
  };
  try {
    const door = await openPort(config.port, config.host);
    const runtime = await openRuntime(config, log);
    closing.push(runtime.close);
    const { services } = runtime;
    if (config.roles.includes("worker"))
      closing.push(startJobs(services, config.cleanupIntervalMinutes).stop);
    closing.push(door.close);
    const web = config.roles.includes("web") ? await webOf(config, door) : undefined;
    if (web) closing.push(web.close);
    const { corsOrigins, trustProxy, metricsToken } = config;
    const app = createApp({ services, corsOrigins, trustProxy, metricsToken });
    door.serve(dispatch(app, web?.listener));
    welcome(config, door.port, services.text.info());
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Loaded only where it is served: Next is most of a process's memory. */
async function webOf(config: Config, door: Awaited<ReturnType<typeof openPort>>) {
  const { startWeb } = await import("./web.ts");
  return startWeb({ dev: !config.production, host: config.host, port: door.port, server: door.server });
}

try {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const close = await start(config, log);
  closeWithGrace({ delay: STOP_WITHIN_MS, logger: false }, async ({ err }) => {
    // By the log, which leaves out the values that a failed statement carried.
    if (err) log.fatal({ err }, "Parley stops: something failed that nobody expected");
    await close();
  });
} catch (error) {
  console.error(describeStartError(error));
  process.exit(1);
}
