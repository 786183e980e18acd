import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { administer, type TestServer } from "./testing.ts";

/** No fsync: a test's data may be lost with the machine, and nobody misses it. */
const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/**
 * Runs once before all tests, for vitest's `globalSetup`: a server of our own, or the one that `TEST_DATABASE_URL` names
 * (`TEST_DATABASE_DIRECT_URL` beside it when that one is a pooler), and a migrated template in it.
 * @returns what takes it all away again
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const place = given ? theirs(given) : await ours();
  try {
    const template = await createTemplate(place.server);
    project.provide("testServer", { ...place.server, template });
    return async () => {
      await administer(place.server, (sql) => sql`drop database if exists ${sql(template)} with (force)`);
      await place.stop();
    };
  } catch (error) {
    await place.stop();
    throw error;
  }
}

async function createTemplate(server: Place["server"]): Promise<string> {
  const template = `template_${randomUUID().replaceAll("-", "")}`;
  await administer(server, (sql) => sql`create database ${sql(template)}`);
  await migrate(server.directUrl.replace("{database}", template));
  return template;
}

type Place = { server: Omit<TestServer, "template">; stop(): Promise<void> };

function theirs(url: string): Place {
  const directUrl = process.env.TEST_DATABASE_DIRECT_URL ?? url;
  return { server: { url: anyDatabase(url), directUrl: anyDatabase(directUrl) }, stop: async () => {} };
}

async function ours(): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), "parley-test-"));
  const remove = () => rm(dataDir, { recursive: true, force: true });
  const { url, stop } = await startEmbedded({ dataDir, settings }).catch(async (error) => {
    await remove();
    throw error;
  });
  return {
    server: { url: anyDatabase(url), directUrl: anyDatabase(url) },
    stop: () => stop().finally(remove),
  };
}

/** Puts `{database}` in place of the connection string's database. */
function anyDatabase(url: string): string {
  const parts = /^(postgres(?:ql)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(url);
  if (!parts) throw new Error(`TEST_DATABASE_URL is not a connection string of Postgres: ${url}`);
  return `${parts[1]}/{database}${parts[2] ?? ""}`;
}
