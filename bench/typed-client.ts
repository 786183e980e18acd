import { createServer } from "node:http";
import { createParleyClient, type ParleyClient } from "@parley/client";
import type { HttpRequest } from "./load.ts";

/** The load generator sets these for each connection. */
const CONNECTION_HEADERS = ["host", "connection"];

/**
 * Records the HTTP request that the typed client sends for one query, so that the bench sends what its links make of
 * it. The query itself fails.
 */
export async function recordRequest(query: (client: ParleyClient) => Promise<unknown>): Promise<HttpRequest> {
  const recorded = Promise.withResolvers<HttpRequest>();
  const server = createServer((request, response) => {
    const headers = Object.entries(request.headersDistinct)
      .filter(([name]) => !CONNECTION_HEADERS.includes(name))
      .map(([name, values = []]) => [name, values.join(", ")]);
    recorded.resolve({
      method: request.method ?? "GET",
      path: request.url ?? "/",
      headers: Object.fromEntries(headers),
    });
    response.writeHead(503, { connection: "close" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await query(createParleyClient({ baseUrl: `http://127.0.0.1:${port}`, token: "recorded" })).catch(
      () => {},
    );
    return await recorded.promise;
  } finally {
    server.close();
  }
}
