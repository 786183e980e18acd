import { timingSafeEqual } from "node:crypto";
import type { Services } from "@parley/api/services";
import { Hono } from "hono";
import type { Metrics } from "../metrics.ts";
import type { Env } from "./variables.ts";

const DATABASE_TIMEOUT_MS = 2_000;

/** For operators: liveness, readiness, metrics. */
export function opsRoutes(services: Services, metrics: Metrics, metricsToken: string | undefined): Hono<Env> {
  return new Hono<Env>()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) =>
      (await databaseAnswers(services)) ? c.json({ status: "ready" }) : c.json({ status: "unready" }, 503),
    )
    .get("/metrics", async (c) => {
      const given = c.req.header("authorization")?.replace(/^bearer /i, "") ?? "";
      // Without a configured token there are no public metrics: they would reveal the load of the server.
      if (!metricsToken || !equals(given, metricsToken)) return c.notFound();
      return c.text(await metrics.text(), 200, { "content-type": "text/plain; version=0.0.4" });
    });
}

function databaseAnswers({ db }: Services): Promise<boolean> {
  const timeout = new Promise<boolean>((resolve) => setTimeout(resolve, DATABASE_TIMEOUT_MS, false).unref());
  return Promise.race([
    db.execute("select 1").then(
      () => true,
      () => false,
    ),
    timeout,
  ]);
}

/** Constant-time, so that the response time does not reveal how much of the token matches. */
function equals(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
