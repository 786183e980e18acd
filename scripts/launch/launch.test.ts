import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const scripts = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * A checkout in a folder with a space in its name, with stubs of the server, Next, and an npx that logs its arguments.
 */
let repo: string;
let running: ChildProcess[];

beforeEach(() => {
  running = [];
  repo = join(mkdtempSync(join(tmpdir(), "parley-launch-")), "a checkout");
  cpSync(join(scripts, "run.mjs"), join(repo, "scripts/run.mjs"));
  cpSync(join(scripts, "launch"), join(repo, "scripts/launch"), { recursive: true });
  put("package.json", "{}");
  put("pnpm-workspace.yaml", "packages:\n  - apps/*\n  - packages/*\n");
  put("pnpm-lock.yaml", "one\n");
  put(
    "bin/npx",
    '#!/bin/sh\nmkdir -p node_modules\necho "$@" >> npx.log\ntest ! -e no-network || { echo ENOTFOUND; exit 1; }\n',
  );
  put("apps/web/package.json", '{ "name": "web", "dependencies": { "api": "workspace:*" } }');
  put("apps/web/page.tsx", "");
  put("apps/web/node_modules/next/dist/bin/next", nextBuild);
  put("packages/api/package.json", '{ "name": "api" }');
  put("packages/api/src/schema.ts", "");
  put(
    "apps/server/src/seed.ts",
    "console.log('seeded', process.argv.slice(2), process.cwd(), process.env.MINE)",
  );
});

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(dirname(repo), { recursive: true, force: true });
});

const nextBuild = `
  const fs = require("node:fs");
  fs.rmSync(".next", { recursive: true, force: true });
  fs.mkdirSync(".next");
  fs.appendFileSync("../../builds.log", "built ");
`;

function put(path: string, text: string): void {
  mkdirSync(dirname(join(repo, path)), { recursive: true });
  writeFileSync(join(repo, path), text, { mode: 0o755 });
}

const launch = (args: string[]) =>
  launchWith(process.execPath, [join(repo, "scripts/run.mjs"), ...args], tmpdir());

function launchWith(program: string, args: string[], cwd: string) {
  const child = spawn(program, args, {
    cwd,
    env: { PATH: `${join(repo, "bin")}:${process.env.PATH}`, MINE: "kept" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => {
      output += data;
    });
  const ended = new Promise<{ code: number | null; signal: string | null; output: string }>((resolve) =>
    child.on("close", (code, signal) => resolve({ code, signal, output })),
  );
  return {
    child,
    ended,
    hasPrinted: (text: string) => vi.waitFor(() => expect(output).toContain(text), 10_000),
  };
}

const lines = (path: string) => readFileSync(join(repo, path), "utf8").trim().split(/\n/);

describe("packages", () => {
  it("are installed once, and again when the lockfile or a package.json changes", async () => {
    await launch(["seed"]).ended;
    await launch(["seed"]).ended;
    expect(lines("npx.log")).toEqual([expect.stringMatching(/^--yes pnpm@\S+ install --frozen-lockfile$/)]);
    put("pnpm-lock.yaml", "two\n");
    await launch(["seed"]).ended;
    expect(lines("npx.log")).toHaveLength(2);
    put("packages/api/package.json", '{ "name": "api", "private": true }');
    await launch(["seed"]).ended;
    expect(lines("npx.log")).toHaveLength(3);
  });

  it("that can't be installed stop the command with the reason, and are tried again by the next", async () => {
    put("no-network", "");
    const { code, output } = await launch(["seed"]).ended;
    expect(code).toBe(1);
    expect(output).toContain("ENOTFOUND");
    expect(output).not.toContain("seeded");
    rmSync(join(repo, "no-network"));
    expect((await launch(["seed"]).ended).output).toContain("seeded");
  });
});

describe("a command", () => {
  it("runs in the root of the checkout, with its arguments and the environment", async () => {
    const { code, output } = await launch(["seed", "--users", "3"]).ended;
    expect(output).toContain(`seeded [ '--users', '3' ] ${repo} kept`);
    expect(code).toBe(0);
  });

  it("reads .env, and the environment takes precedence over it", async () => {
    put("apps/server/src/seed.ts", "console.log(process.env.MINE, process.env.PORT)");
    put(".env", "MINE=file\nPORT=4000\n");
    expect((await launch(["seed"]).ended).output).toContain("kept 4000");
  });

  it("that does not exist prints the list of commands", async () => {
    const { code, output } = await launch(["fly"]).ended;
    expect(output).toContain("start | dev | seed | bench | test");
    expect(code).toBe(1);
  });

  it("determines the exit code", async () => {
    put("apps/server/src/seed.ts", "process.exit(7)");
    expect((await launch(["seed"]).ended).code).toBe(7);
  });
});

describe("the web app", () => {
  beforeEach(() => put("apps/server/src/main.ts", "console.log('up')"));
  const builds = () => lines("builds.log").join().trim().split(" ").length;

  it("is built only when its sources or those of a package that it depends on have changed", async () => {
    await launch(["start"]).ended;
    await launch(["start"]).ended;
    put("apps/web/page.test.tsx", "a test is not part of it");
    await launch(["start"]).ended;
    expect(builds()).toBe(1);
    put("packages/api/src/schema.ts", "changed");
    await launch(["start"]).ended;
    expect(builds()).toBe(2);
    put("apps/web/page.tsx", "changed");
    await launch(["start"]).ended;
    expect(builds()).toBe(3);
  });

  it("whose build fails stops the start with the reason", async () => {
    put("apps/web/node_modules/next/dist/bin/next", "console.log('Type error in page.tsx'); process.exit(1)");
    const { code, output } = await launch(["start"]).ended;
    expect(output).toContain("Type error in page.tsx");
    expect(output).not.toContain("up\n");
    expect(code).toBe(1);
  });
});

describe("a running server", () => {
  const stopsOnce = `
    let count = 0;
    process.on("SIGINT", () => { count += 1; setTimeout(() => { console.log("received SIGINT", count); process.exit(3); }, 300); });
    process.on("SIGTERM", () => { console.log("received SIGTERM"); process.exit(4); });
    setInterval(() => {}, 1000);
    console.log("server");
  `;

  beforeEach(() => put("apps/server/src/main.ts", stopsOnce));

  it("receives one SIGINT for a Ctrl-C that arrives twice, from the terminal and from npm", async () => {
    const { child, ended, hasPrinted } = launch(["start"]);
    await hasPrinted("server");
    child.kill("SIGINT");
    child.kill("SIGINT");
    const { code, output } = await ended;
    expect(output).toContain("received SIGINT 1");
    expect(code).toBe(3);
  });

  it("receives SIGTERM, and determines the launcher's exit code", async () => {
    const { child, ended, hasPrinted } = launch(["start"]);
    await hasPrinted("server");
    child.kill("SIGTERM");
    const { code, output } = await ended;
    expect(output).toContain("received SIGTERM");
    expect(code).toBe(4);
  });

  it("receives SIGTERM when the launcher is killed", async () => {
    const { child, ended, hasPrinted } = launch(["start"]);
    await hasPrinted("server");
    child.kill("SIGKILL");
    // `ended` resolves when every process has closed the output, including the server.
    expect((await ended).output).toContain("received SIGTERM");
  });

  it.each([
    ["SIGTERM", "received SIGTERM"],
    ["SIGINT", "received SIGINT 1"],
    ["SIGKILL", "received SIGTERM"],
  ] as const)("is stopped when npm receives %s", async (signal, printed) => {
    put("package.json", '{ "scripts": { "start": "exec node scripts/run.mjs start" } }');
    const { child, ended, hasPrinted } = launchWith("npm", ["start"], repo);
    await hasPrinted("server");
    child.kill(signal);
    expect((await ended).output).toContain(printed);
  });

  it("that is killed by a signal ends the launcher by the same signal", async () => {
    put("apps/server/src/main.ts", "process.kill(process.pid, 'SIGKILL')");
    expect((await launch(["start"]).ended).signal).toBe("SIGKILL");
  });
});
