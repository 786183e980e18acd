import { timingSafeEqual } from "node:crypto";
import type { Services } from "@parley/api/services";
import { Hono } from "hono";
import type { Metrics } from "../metrics.ts";
import type { Env } from "./variables.ts";

const DATABASE_WAIT_MS = 2_000;

/** For whoever runs the server: is it alive, is it ready, how is it doing. */
export function opsRoutes(services: Services, metrics: Metrics, metricsToken: string | undefined): Hono<Env> {
  return new Hono<Env>()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) =>
      (await databaseAnswers(services)) ? c.json({ status: "ready" }) : c.json({ status: "unready" }, 503),
    )
    .get("/metrics", async (c) => {
      const given = c.req.header("authorization")?.replace(/^bearer /i, "") ?? "";
      // Not there at all until somebody sets a token: figures tell strangers how busy the server is.
      if (!metricsToken || !same(given, metricsToken)) return c.notFound();
      return c.text(await metrics.text(), 200, { "content-type": "text/plain; version=0.0.4" });
    });
}

function databaseAnswers({ db }: Services): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, DATABASE_WAIT_MS, false).unref());
  return Promise.race([
    db.execute("select 1").then(
      () => true,
      () => false,
    ),
    late,
  ]);
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
