import closeWithGrace from "close-with-grace";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { type Config, readConfig } from "./env.ts";
import { dispatch, openPort } from "./http-server.ts";
import { createLog } from "./log.ts";
import { openRuntime } from "./runtime.ts";
import { describeStartError, printWelcome } from "./screen.ts";
import { startJobs } from "./worker.ts";

const STOP_TIMEOUT_MS = 10_000;

/**
 * Starts the process with its configured roles.
 * @returns a function that closes everything, in reverse order of opening.
 */
async function start(config: Config, log: Logger): Promise<() => Promise<void>> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of closing.toReversed()) await end();
  };
  try {
    const port = await openPort(config.port, config.host);
    const runtime = await openRuntime(config, log);
    closing.push(runtime.close);
    const { services } = runtime;
    if (config.roles.includes("worker"))
      closing.push(startJobs(services, config.cleanupIntervalMinutes).stop);
    closing.push(port.close);
    const web = config.roles.includes("web") ? await loadWeb(config, port) : undefined;
    if (web) closing.push(web.close);
    const { corsOrigins, trustProxy, metricsToken } = config;
    const app = createApp({ services, corsOrigins, trustProxy, metricsToken });
    port.serve(dispatch(app, web?.listener));
    printWelcome(config, port.port, services.text.info());
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Imported only by processes that serve the web app, because Next needs most of a process's memory. */
async function loadWeb(config: Config, { port, server }: Awaited<ReturnType<typeof openPort>>) {
  const { startWeb } = await import("./web.ts");
  return startWeb({ dev: !config.production, host: config.host, port, server });
}

try {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const close = await start(config, log);
  closeWithGrace({ delay: STOP_TIMEOUT_MS, logger: false }, async ({ err }) => {
    // Not by closeWithGrace's own logger: ours removes the values in the error of a failed statement.
    if (err) log.fatal({ err }, "Parley stops: something failed that nobody expected");
    await close();
  });
} catch (error) {
  console.error(describeStartError(error));
  process.exit(1);
}
