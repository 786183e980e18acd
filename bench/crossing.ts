import { setTimeout as sleep } from "node:timers/promises";
import type { Server } from "./database.ts";
import { quantile } from "./load.ts";
import { type Account, openAccount, SESSIONS_PATH, startProduct } from "./product.ts";
import type { Table } from "./table.ts";

const PAUSE_MS = 20;
const MOST_MS = 50;

/**
 * How long an event takes to a reader in another process. The clock starts when the message is sent, so its way to
 * the first process and the commit are in it too.
 */
export async function measureCrossing(postgres: Server, events: number, table: Table): Promise<void> {
  const url = await postgres.create("crossing");
  const writer = await startProduct(url, "api");
  const reader = await startProduct(url, "api");
  const closing = new AbortController();
  try {
    const account = await openAccount(writer.url, "writer");
    const { sessionId } = await post(writer.url, "", account, {
      agentId: account.agentId,
      userId: "user-456",
    });
    const arrivals = new Map<string, number>();
    await subscribe(reader.url, String(sessionId), account, arrivals, closing.signal);
    const milliseconds: number[] = [];
    for (let n = 0; n < events; n += 1) {
      const begun = performance.now();
      const { id } = await post(writer.url, `/${sessionId}/messages`, account, { content: `Message ${n}` });
      milliseconds.push((await arrival(arrivals, String(id))) - begun);
      await sleep(PAUSE_MS);
    }
    table.atMost("message to a reader in another process, p99", quantile(milliseconds, 0.99), MOST_MS, "ms");
    table.fact("", `p50 ${quantile(milliseconds, 0.5).toFixed(1)} ms, from the sending on`);
  } finally {
    closing.abort();
    await Promise.all([writer.stop(), reader.stop()]);
  }
}

/** Notes when each message arrives. Resolves when the stream is open. */
async function subscribe(
  url: string,
  sessionId: string,
  { headers }: Account,
  arrivals: Map<string, number>,
  signal: AbortSignal,
): Promise<void> {
  const input = encodeURIComponent(JSON.stringify({ sessionId, lastEventId: "0" }));
  const response = await fetch(`${url}/api/trpc/sessions.events?input=${input}`, { headers, signal });
  if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
  const read = async (body: ReadableStream<Uint8Array>) => {
    let text = "";
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const lines = (text + chunk).split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) {
        const [, id] = /"message":\{"id":"([^"]+)"/.exec(line) ?? [];
        if (id) arrivals.set(id, performance.now());
      }
    }
  };
  read(response.body).catch(() => {});
}

async function arrival(arrivals: Map<string, number>, id: string): Promise<number> {
  for (let waited = 0; waited < 10_000; waited += 1) {
    const at = arrivals.get(id);
    if (at !== undefined) return at;
    await sleep(1);
  }
  throw new Error(`message ${id} never arrived`);
}

async function post(url: string, path: string, { headers }: Account, body: object) {
  const response = await fetch(url + SESSIONS_PATH + path, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
