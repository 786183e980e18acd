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

/** What Parley answers itself; every other path is the web app's. */
const OWN_PATHS = ["/api", ...REST_PATHS, "/healthz", "/readyz", "/metrics"];

const isOwn = (path: string) =>
  OWN_PATHS.some((own) => path === own || path.startsWith(`${own}/`) || path.startsWith(`${own}?`));

/** A listener that says when it is done with a request, where that outlasts its connection. */
type Listener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Requests to Parley's own paths go to `app`, the others to the web app, where this process serves it. */
export function dispatch(app: Hono<Env>, web: RequestListener | undefined): Listener {
  const own = getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false });
  return (request, response) => {
    // The one method that Node takes and fetch's requests can't have.
    if (request.method === "TRACE") response.writeHead(405, { allow: "GET, HEAD, POST" }).end();
    else if (web && !isOwn(pathOf(request))) web(request, response);
    else return own(request, response);
  };
}

const pathOf = (request: IncomingMessage) => request.url ?? "/";

/**
 * How long a request may take to arrive; its answer, and so a stream, may take longer. The largest body of today, 4 MB,
 * arrives in it at 35 KB a second. Without an end, a client that sends a byte now and then would hold its place for ever.
 */
const ARRIVAL_MS = 120_000;

/**
 * Takes the port before anything else is started: one that is in use is found out at once.
 * Until `serve` is given a listener, requests are told that the server is starting.
 * @throws the listen error, e.g. EADDRINUSE.
 */
export async function openPort(port: number, host: string | undefined) {
  let listener: Listener = (_, response) => {
    response.writeHead(503, { "content-type": "application/json", "retry-after": "1" });
    response.end('{"status":"starting"}');
  };
  const underWay = new Set<Promise<void>>();
  const server = createServer(
    { keepAliveTimeout: 65_000, requestTimeout: ARRIVAL_MS },
    (request, response) => {
      const done = listener(request, response);
      if (!done) return;
      underWay.add(done);
      void done.finally(() => underWay.delete(done));
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
      // What works for a connection that was cut still needs what is closed after this.
      await Promise.allSettled(underWay);
    },
  };
}

function portOf(server: Server, wanted: number): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : wanted;
}

/** Open streams are cut: their readers connect again, to whoever serves then. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 500).unref();
  });
}
