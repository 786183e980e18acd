import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

export type Metrics = {
  /** @param seconds from the arrival of the request to the start of its response. */
  observe(method: string, status: number, seconds: number): void;
  /** All metrics in Prometheus' text format. */
  text(): Promise<string>;
};

/** Metrics for operators. The default process metrics are collected from the first read on, because they cost CPU. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const requests = new Histogram({
    name: "parley_http_request_seconds",
    help: "Time from a request's arrival to the beginning of its answer.",
    labelNames: ["method", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  let started = false;
  return {
    observe: (method, status, seconds) =>
      requests.observe({ method, status: `${Math.floor(status / 100)}xx` }, seconds),
    text() {
      if (!started) collectDefaultMetrics({ register: registry });
      started = true;
      return registry.metrics();
    },
  };
}
