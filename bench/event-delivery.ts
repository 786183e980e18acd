import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresServer } from "./database.ts";
import { quantile } from "./load.ts";
import { type Account, createAccount, SESSIONS_PATH, startProduct } from "./product.ts";
import type { Table } from "./table.ts";

const PAUSE_MS = 20;
const P99_LIMIT_MS = 50;
const ARRIVAL_TIMEOUT_MS = 10_000;

/**
 * The latency of an event to a subscriber of another process. The clock starts when the message is sent: its request to
 * the first process and the commit count, too.
 */
export async function measureEventDelivery(
  postgres: PostgresServer,
  events: number,
  table: Table,
): Promise<void> {
  const url = await postgres.createDatabase("delivery");
  await using publisher = await startProduct(url, "api");
  await using subscriber = await startProduct(url, "api");
  const closing = new AbortController();
  try {
    const account = await createAccount(publisher.url, "author");
    const { sessionId } = await post(publisher.url, "", account, {
      agentId: account.agentId,
      userId: "user-456",
    });
    const arrivals = new Map<string, number>();
    await subscribe(subscriber.url, String(sessionId), account, arrivals, closing.signal);
    const milliseconds: number[] = [];
    for (let n = 0; n < events; n += 1) {
      const start = performance.now();
      const { id } = await post(publisher.url, `/${sessionId}/messages`, account, {
        content: `Message ${n}`,
      });
      milliseconds.push((await waitForArrival(arrivals, String(id))) - start);
      await sleep(PAUSE_MS);
    }
    table.atMost(
      "message to a subscriber of another process, p99",
      quantile(milliseconds, 0.99),
      P99_LIMIT_MS,
      "ms",
    );
    table.info("", `p50 ${quantile(milliseconds, 0.5).toFixed(1)} ms, from the sending of the message`);
  } finally {
    closing.abort();
  }
}

/** Records in `arrivals` when each message arrives. Resolves when the stream is open. */
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

async function waitForArrival(arrivals: Map<string, number>, id: string): Promise<number> {
  const deadline = performance.now() + ARRIVAL_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const arrivedAt = arrivals.get(id);
    if (arrivedAt !== undefined) return arrivedAt;
    await sleep(1);
  }
  throw new Error(`message ${id} did not arrive within ${ARRIVAL_TIMEOUT_MS} ms`);
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
