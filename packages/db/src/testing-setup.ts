import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { administer, type TestServer } from "./testing.ts";

/** Durability is off: test data need not survive a crash. */
const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/**
 * vitest's `globalSetup`: starts an embedded Postgres and creates a migrated template database in it. `TEST_DATABASE_URL`
 * names an existing server instead; if that URL leads through a pooler, `TEST_DATABASE_DIRECT_URL` is the one without it.
 * @returns the teardown
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const externalUrl = process.env.TEST_DATABASE_URL;
  const { server, stop } = externalUrl ? externalServer(externalUrl) : await embeddedServer();
  try {
    const template = await createTemplate(server);
    project.provide("testServer", { ...server, template });
    return async () => {
      await administer(server, (sql) => sql`drop database if exists ${sql(template)} with (force)`);
      await stop();
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createTemplate(server: StartedServer["server"]): Promise<string> {
  const template = `template_${randomUUID().replaceAll("-", "")}`;
  await administer(server, (sql) => sql`create database ${sql(template)}`);
  await migrate(server.directUrl.replace("{database}", template));
  return template;
}

type StartedServer = { server: Omit<TestServer, "template">; stop(): Promise<void> };

function externalServer(url: string): StartedServer {
  const directUrl = process.env.TEST_DATABASE_DIRECT_URL ?? url;
  return { server: { url: anyDatabase(url), directUrl: anyDatabase(directUrl) }, stop: async () => {} };
}

async function embeddedServer(): Promise<StartedServer> {
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

/** Replaces the database in a connection string with `{database}`. */
function anyDatabase(url: string): string {
  const parts = /^(postgres(?:ql)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(url);
  if (!parts) throw new Error(`TEST_DATABASE_URL is not a connection string of Postgres: ${url}`);
  return `${parts[1]}/{database}${parts[2] ?? ""}`;
}
