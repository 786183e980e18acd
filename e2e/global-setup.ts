import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "@parley/db/embedded";
import { newPerson } from "./support/person.ts";
import { startServer } from "./support/server.ts";

/** Durability is off: test data need not survive a crash. */
const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Starts a Postgres and the built product on it. Tests access the database too: they make sessions older there instead of
 * waiting for their expiry.
 * @returns the teardown
 */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "parley-e2e-database-"));
  const database = await startEmbedded({ dataDir, settings });
  const stopDatabase = () => database.stop().then(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startServer({ DATABASE_URL: database.url }).catch(async (error) => {
    await stopDatabase();
    throw error;
  });
  // The first person of an installation gets a default agent. No test should depend on being the first.
  await newPerson(server.url);
  process.env.E2E_URL = server.url;
  process.env.E2E_DATABASE_URL = database.url;
  return () => server.stop().then(stopDatabase);
}
