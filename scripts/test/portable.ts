import { needPgBouncer, startPgBouncer } from "./pgbouncer.ts";
import { needPostgres15, startPostgres15 } from "./postgres15.ts";
import { vitest } from "./runners.ts";
import type { Outcome } from "./step.ts";

const url = (port: number) => `postgres://parley@127.0.0.1:${port}/postgres`;

/** Runs the portable tests on the oldest supported Postgres. */
export async function onPostgres15(args: string[]): Promise<Outcome> {
  const missing = await needPostgres15();
  if (missing) return { skipped: missing };
  await using postgres = await startPostgres15();
  return await vitest(["--project=portable", ...args], { TEST_DATABASE_URL: url(postgres.port) });
}

/** Runs the portable tests through a pooler in transaction mode. */
export async function behindPgBouncer(args: string[]): Promise<Outcome> {
  const missing = (await needPostgres15()) ?? (await needPgBouncer());
  if (missing) return { skipped: missing };
  await using postgres = await startPostgres15();
  await using bouncer = await startPgBouncer(postgres.port);
  return await vitest(["--project=portable", ...args], {
    TEST_DATABASE_URL: url(bouncer.port),
    TEST_DATABASE_DIRECT_URL: url(postgres.port),
  });
}
