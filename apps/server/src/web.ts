import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The part of Next's API that is used. Next's own types would change the type of `process.env` in every package. */
type Next = (options: { dev: boolean; dir: string; hostname: string; port: number; httpServer: Server }) => {
  prepare(): Promise<void>;
  getRequestHandler(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close(): Promise<void>;
};
const load = createRequire(import.meta.url);
const next: Next = load("next");
const loadConfig: (phase: string, dir: string) => Promise<unknown> = load("next/dist/server/config").default;
const { PHASE_PRODUCTION_SERVER } = load("next/constants");

const DIR = fileURLToPath(new URL("../../web", import.meta.url));

export type Web = { listener: RequestListener; close(): Promise<void> };

export type WebOptions = { dev: boolean; port: number; host: string | undefined; server: Server };

/**
 * Starts the web app in this process.
 * @param options.server passes `upgrade` requests below `/_next` to Next in development, for hot reloading.
 */
export async function startWeb(options: WebOptions): Promise<Web> {
  const { dev, host, port, server } = options;
  // The pages are bundled separately, so the URL of the API is passed to them in the environment.
  process.env.PARLEY_INTERNAL_URL ??= localUrl(host, port);
  // Next adds an upgrade listener to the server that it gets. With one that never listens, ours decides about upgrades.
  const hub = createServer();
  const app = next({ dev, dir: DIR, hostname: "localhost", port, httpServer: hub });
  // Next prints how long reading its configuration took, unless it was read before.
  if (!dev) await loadConfig(PHASE_PRODUCTION_SERVER, DIR);
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on("upgrade", (request, socket, head) => {
    if (dev && request.url?.startsWith("/_next/")) hub.emit("upgrade", request, socket, head);
    else socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
  });
  return { listener: (request, response) => void handle(request, response), close: () => app.close() };
}

/** The URL at which the pages, which run in this process, call the API over HTTP. */
function localUrl(host: string | undefined, port: number): string {
  const name = host === undefined || host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
