import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { getRequestListener } from "@hono/node-server";
import { REST_PATHS } from "@parley/rest/rest-app";
import type { Hono } from "hono";
import type { Env } from "./http/variables.ts";

/** Prefixes of Parley's own paths; the web app serves all others. */
const OWN_PATHS = ["/api", ...REST_PATHS, "/healthz", "/readyz", "/metrics"];

const isOwn = (path: string) =>
  OWN_PATHS.some((own) => path === own || path.startsWith(`${own}/`) || path.startsWith(`${own}?`));

/** A listener. Its promise resolves when it has finished a request, which may be after the connection was closed. */
type Listener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Dispatches Parley's own paths to `app`, and all others to the web app, if this process serves it. */
export function dispatch(app: Hono<Env>, web: RequestListener | undefined): Listener {
  const own = getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false });
  return (request, response) => {
    // Node accepts TRACE, but a fetch Request can't have this method.
    if (request.method === "TRACE") response.writeHead(405, { allow: "GET, HEAD, POST" }).end();
    else if (web && !isOwn(pathOf(request))) web(request, response);
    else return own(request, response);
  };
}

const pathOf = (request: IncomingMessage) => request.url ?? "/";

/**
 * How long receiving a request may take, not its response. The largest body, 4 MB, needs 35 KB/s. Without a timeout, clients
 * that send very slowly could occupy all connections.
 */
const REQUEST_TIMEOUT_MS = 120_000;

/**
 * Listens on the port before anything else is started, so that a port in use fails fast. Until `serve` is called, requests are
 * answered with 503.
 * @throws the listen error, e.g. EADDRINUSE.
 */
export async function openPort(port: number, host: string | undefined) {
  let listener: Listener = (_, response) => {
    response.writeHead(503, { "content-type": "application/json", "retry-after": "1" });
    response.end('{"status":"starting"}');
  };
  const running = new Set<Promise<void>>();
  const server = createServer(
    { keepAliveTimeout: 65_000, requestTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => {
      const done = listener(request, response);
      if (!done) return;
      running.add(done);
      void done.finally(() => running.delete(done));
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    server,
    port: portOf(server, port),
    serve: (next: Listener) => {
      listener = next;
    },
    close: async () => {
      await closeServer(server);
      // Handlers whose connection was closed still use services that are closed after this.
      await Promise.allSettled(running);
    },
  };
}

function portOf(server: Server, requested: number): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : requested;
}

/** Closes the server. Open streams are aborted after 500 ms; their clients reconnect to another process. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 500).unref();
  });
}
