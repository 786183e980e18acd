import { Agent, request as httpRequest } from "node:http";
import autocannon from "autocannon";
import type { HttpRequest, LatencyTask, LoadResult, LoadTask, ThroughputTask } from "./load.ts";

/** A process of its own, so that generating load shares no event loop with the bench or with what it measures. */
process.on("message", (task: LoadTask) => {
  run(task).then(
    (result) => process.send?.(result),
    (error) => process.send?.({ error: String(error) } satisfies LoadResult),
  );
});

const run = (task: LoadTask): Promise<LoadResult> =>
  task.kind === "throughput" ? measureThroughput(task) : measureLatency(task);

/** Each connection gets requests of its own, so that no two connections contend for one row. */
async function measureThroughput(task: ThroughputTask): Promise<LoadResult> {
  const { url, connections, seconds, requests } = task;
  const shares = Array.from({ length: connections }, (_, connection) =>
    requests.filter((_request, index) => index % connections === connection),
  );
  let nextConnection = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: requests.slice(0, 1),
    setupClient: (client) => client.setRequests(shares[nextConnection++ % connections] ?? requests),
  });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) return { error: `${failed} of the requests to ${url}${requests[0]?.path} failed` };
  return { perSecond: result["2xx"] / result.duration };
}

/** Timed by hand: autocannon counts latencies in whole milliseconds. */
async function measureLatency({ url, requests }: LatencyTask): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const milliseconds: number[] = [];
  for (const request of requests) {
    const start = performance.now();
    await send(url, request, agent);
    milliseconds.push(performance.now() - start);
  }
  agent.destroy();
  return { milliseconds };
}

function send(url: string, { method, path, headers, body }: HttpRequest, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url + path, { method, headers, agent }, (response) => {
      if ((response.statusCode ?? 500) >= 300) reject(new Error(`${path} answered ${response.statusCode}`));
      response.resume().on("end", resolve);
    });
    request.on("error", reject).end(body);
  });
}
