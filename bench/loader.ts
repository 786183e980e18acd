import { Agent, request as httpRequest } from "node:http";
import autocannon from "autocannon";
import type { Answer, Call, Job } from "./load.ts";

/** The process that makes the load, so that it shares no event loop with what it measures. */
process.on("message", (job: Job) => {
  run(job).then(
    (answer) => process.send?.(answer),
    (error) => process.send?.({ failed: String(error) } satisfies Answer),
  );
});

const run = (job: Job): Promise<Answer> => (job.kind === "load" ? load(job) : oneByOne(job));

/** As many requests as the server takes. Each connection has calls of its own, so that no two wait for one row. */
async function load({ url, connections, seconds, calls }: Job & { kind: "load" }): Promise<Answer> {
  const shares = Array.from({ length: connections }, (_, i) =>
    calls.filter((_c, n) => n % connections === i),
  );
  let next = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: calls.slice(0, 1),
    setupClient: (client) => client.setRequests(shares[next++ % connections] ?? calls),
  });
  const bad = result.non2xx + result.errors + result.timeouts;
  if (bad > 0) return { failed: `${bad} of the requests to ${url}${calls[0]?.path} failed` };
  return { perSecond: result["2xx"] / result.duration };
}

/** One request after another, each timed exactly: autocannon counts latencies in whole milliseconds. */
async function oneByOne({ url, calls }: Job & { kind: "one by one" }): Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const milliseconds: number[] = [];
  for (const call of calls) {
    const begun = performance.now();
    await send(url, call, agent);
    milliseconds.push(performance.now() - begun);
  }
  agent.destroy();
  return { milliseconds };
}

function send(url: string, { method, path, headers, body }: Call, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url + path, { method, headers, agent }, (response) => {
      if ((response.statusCode ?? 500) >= 300) reject(new Error(`${path} answered ${response.statusCode}`));
      response.resume().on("end", resolve);
    });
    request.on("error", reject).end(body);
  });
}
