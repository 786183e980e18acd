import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "vite";
import { expect, test } from "vitest";
import { startTestServer } from "../src/testing.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const CLIENT = join(ROOT, "packages/client");

/** The code block that follows `<!-- readme:NAME -->`, with this server's address in it. */
async function block(name: string, url: string): Promise<string> {
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  const code = new RegExp(`<!-- readme:${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\n\`\`\``).exec(readme)?.[1];
  if (code === undefined) throw new Error(`README.md has no block ${name}`);
  return code.replaceAll("http://localhost:3000", url);
}

test("the curl lines of the README print the message and the history", async () => {
  await using server = await startTestServer();
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", await block("curl", server.url)]);
  const [sent, history] = stdout
    .replace("}{", "}\n{")
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(sent).toMatchObject({
    content: "Hello, what can you do?",
    isAgent: false,
    agentResponse: { isAgent: true },
  });
  expect(history.messages.map((message: { isAgent: boolean }) => message.isAgent)).toEqual([true, false]);
}, 30_000);

test("the curl lines for chatbot sessions, run after those, print the reply", async () => {
  await using server = await startTestServer();
  const lines = `{\n${await block("curl", server.url)}\n} > /dev/null\n${await block("chat", server.url)}`;
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", lines]);
  expect(JSON.parse(stdout)).toMatchObject({
    success: true,
    data: { role: "assistant", content: expect.stringContaining("opens at nine") },
  });
}, 30_000);

test("the TypeScript lines of the README compile and run", async () => {
  await using server = await startTestServer();
  const { token } = await server.signUp();
  const folder = await mkdtemp(join(CLIENT, "readme-"));
  try {
    const file = join(folder, "readme.ts");
    await writeFile(file, await block("typescript", server.url));
    await run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", CLIENT], { cwd: ROOT });
    const lines = await firstLines(file, token, 2);
    expect(lines[0]).toBe("Hello, what can you do?");
    expect(lines[1]).toMatch(/\w/);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);

/** Runs a program that never ends by itself until it has printed `count` lines. */
async function firstLines(file: string, token: string, count: number): Promise<string[]> {
  const stop = new AbortController();
  const env = { ...process.env, PARLEY_TOKEN: token };
  const child = execFile(process.execPath, [file], { env, signal: stop.signal }, () => {});
  let printed = "";
  for await (const chunk of child.stdout ?? []) {
    printed += chunk;
    if (printed.split("\n").length > count) break;
  }
  stop.abort();
  return printed.split("\n");
}

test("the client's bundle contains no server code", async () => {
  const result = await build({
    root: CLIENT,
    logLevel: "silent",
    build: { write: false, lib: { entry: "src/client.ts", formats: ["es"] }, minify: true },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  const code = outputs.map((chunk) => ("code" in chunk ? chunk.code : "")).join("");
  expect(code).not.toMatch(/drizzle|better-auth|postgres|ioredis/);
  expect(code.length).toBeLessThan(60_000);
});
