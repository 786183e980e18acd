import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DataDirInUse, EmbeddedError } from "./embedded/errors.ts";
import { startEmbedded } from "./embedded.ts";

let parent: string;
let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "parley embedded "));
  dataDir = join(parent, "some data");
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  // The Postgres of a killed process may still be writing.
  await rm(parent, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** Without fsync, which matters only when the machine loses power. */
const start = (folder = dataDir, log?: (line: string) => void) =>
  startEmbedded({ dataDir: folder, log, settings: { fsync: "off" } });

async function run(url: string, statement: (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await statement(sql))];
  } finally {
    await sql.end();
  }
}

const count = (url: string) =>
  run(url, (sql) => sql`select count(*)::int as count from kept`).then(([row]) => row);

/** Starts the embedded Postgres in a separate process, which stores one row and can be killed. */
function startElsewhere(folder: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("embedded-fixture.ts", import.meta.url)), folder],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", () => resolve(child));
    child.on("exit", (code) => reject(new Error(`exit ${code}`)));
  });
}

const postmasterOf = async (folder: string) =>
  Number.parseInt(await readFile(join(folder, "postgres/cluster/postmaster.pid"), "utf8"), 10);

const runs = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a start", () => {
  it("creates the database once, and keeps its data", async () => {
    const first = await start();
    await run(first.url, (sql) => sql`create table kept as select 1`);
    await first.stop();
    const second = await start();
    expect(await count(second.url)).toEqual({ count: 1 });
    expect(await run(second.url, (sql) => sql`select current_database() as name`)).toEqual([
      { name: "parley" },
    ]);
    await second.stop();
  });

  it("works in a folder whose path is too long for a socket, or has special characters", async () => {
    for (const folder of [join(dataDir, "d".repeat(120)), join(dataDir, "one, two: 100% @ü")]) {
      const server = await start(folder);
      expect(await run(server.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
      await server.stop();
    }
  });

  it("leaves no process and no links behind when it stops", async () => {
    const server = await start();
    const pid = await postmasterOf(dataDir);
    await server.stop();
    expect(runs(pid)).toBe(false);
    expect(await readdir(join(dataDir, "postgres"))).toEqual(["cluster", "lock"]);
  });

  it("has durable commits", async () => {
    const server = await startEmbedded({ dataDir });
    const rows = await run(
      server.url,
      (sql) =>
        sql`select setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`,
    );
    expect(rows).toEqual([{ setting: "on" }, { setting: "on" }, { setting: "on" }]);
    await server.stop();
  });
});

describe("a second Parley on the same DATA_DIR", () => {
  it("is refused with one sentence that names the first", async () => {
    const other = await startElsewhere(dataDir);
    const second = startEmbedded({ dataDir });
    await expect(second).rejects.toThrow(DataDirInUse);
    await expect(second).rejects.toThrow(`${dataDir} is in use by another Parley (process ${other.pid}).`);
  });

  it("is refused in the same process too", async () => {
    const server = await start();
    await expect(startEmbedded({ dataDir })).rejects.toThrow(DataDirInUse);
    expect(await run(server.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

describe("after kill -9", () => {
  it("of Parley alone, the next start has the folder and the committed data", async () => {
    const other = await startElsewhere(dataDir);
    const orphan = await postmasterOf(dataDir);
    other.kill("SIGKILL");
    const server = await start();
    expect(await count(server.url)).toEqual({ count: 1 });
    expect(await postmasterOf(dataDir)).not.toBe(orphan);
    await server.stop();
  });

  it("of Parley alone, Postgres ends by itself", async () => {
    const other = await startElsewhere(dataDir);
    const orphan = await postmasterOf(dataDir);
    other.kill("SIGKILL");
    await vi.waitFor(() => expect(runs(orphan)).toBe(false), { timeout: 10_000 });
  });

  it("of both, the next start recovers the committed data", async () => {
    const other = await startElsewhere(dataDir);
    const orphan = await postmasterOf(dataDir);
    other.kill("SIGKILL");
    process.kill(orphan, "SIGKILL");
    const server = await start();
    expect(await count(server.url)).toEqual({ count: 1 });
    await server.stop();
  });

  it("of Postgres alone, it is restarted with the same URL", async () => {
    const log: string[] = [];
    const server = await start(dataDir, (line) => log.push(line));
    await run(server.url, (sql) => sql`create table kept as select 1`);
    process.kill(await postmasterOf(dataDir), "SIGKILL");
    await vi.waitFor(async () => expect(await count(server.url)).toEqual({ count: 1 }), { timeout: 15_000 });
    expect(log).toContain("Postgres ended by itself; starting it again");
    await server.stop();
  });

  it("a process id that another process has now does not prevent the start", async () => {
    await (await start()).stop();
    const unrelated = `${process.pid}\n${dataDir}\n1\n5432\n.\n\n\nready   \n`;
    for (const file of ["postmaster.pid", ".s.PGSQL.5432.lock"])
      await writeFile(join(dataDir, "postgres/cluster", file), unrelated);
    const server = await start();
    expect(await run(server.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

describe("a start that cannot succeed", () => {
  it("says so when DATA_DIR is a file", async () => {
    await writeFile(dataDir, "");
    await expect(startEmbedded({ dataDir })).rejects.toThrow(`${dataDir} is not a folder.`);
  });

  it("says so when the data is another version's", async () => {
    await mkdir(join(dataDir, "postgres/cluster"), { recursive: true });
    await writeFile(join(dataDir, "postgres/cluster/PG_VERSION"), "17\n");
    await expect(startEmbedded({ dataDir })).rejects.toThrow("made by PostgreSQL 17");
  });

  it("releases the folder, so that it can be tried again", async () => {
    const wrong = startEmbedded({ dataDir, settings: { shared_buffers: "nonsense" } });
    await expect(wrong).rejects.toThrow(EmbeddedError);
    await expect(wrong).rejects.toThrow('invalid value for parameter "shared_buffers"');
    const server = await start();
    await server.stop();
  });
});

// The test mounts a small disk, which needs root and a kernel that allows it.
const canMount = process.getuid?.() === 0 && spawnSync("unshare", ["--mount", "true"]).status === 0;

describe.runIf(canMount)("a full disk", () => {
  it.each(["4m", "40m"])("of %s is named in the error, whichever step it stopped", async (size) => {
    await mkdir(dataDir);
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", dataDir]);
    try {
      await expect(start()).rejects.toThrow(`The disk that holds ${dataDir} is full.`);
    } finally {
      execFileSync("umount", ["--lazy", dataDir]);
    }
  });
});
