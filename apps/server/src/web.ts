import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The part of Next that is used. Its own types change the types of `process.env` for every package. */
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
 * Serves the web app in this process.
 * @param server whose `upgrade` requests below `/_next` reach it in development, for reloading.
 */
export async function startWeb(options: WebOptions): Promise<Web> {
  const { dev, host, port, server } = options;
  // The pages are a program of their own in this process; this is how they are told where the API is.
  process.env.PARLEY_INTERNAL_URL ??= ownUrl(host, port);
  // Next adds its own upgrade listener to the server that it is given. One that never listens keeps ours in charge.
  const hub = createServer();
  const app = next({ dev, dir: DIR, hostname: "localhost", port, httpServer: hub });
  // Next tells the terminal how long it takes to read its configuration, unless it has been read before.
  if (!dev) await loadConfig(PHASE_PRODUCTION_SERVER, DIR);
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on("upgrade", (request, socket, head) => {
    if (dev && request.url?.startsWith("/_next/")) hub.emit("upgrade", request, socket, head);
    else socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
  });
  return { listener: (request, response) => void handle(request, response), close: () => app.close() };
}

/** Where the pages, which run in this process, reach the API as any client would. */
function ownUrl(host: string | undefined, port: number): string {
  const name = host === undefined || host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
