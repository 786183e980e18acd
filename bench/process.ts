import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export type Running = { pid: number; url: string; readyMs: number; stop(): Promise<void> };

const STOP_WITHIN_MS = 15_000;

/**
 * Starts a Node program that serves HTTP on the `PORT` it is given and waits until it answers.
 * @param file of the program, from the project's root.
 * @param readyPath answers 2xx when the program is ready.
 * @returns `readyMs`: milliseconds from the spawn to the first good answer.
 */
export async function startServer(
  file: string,
  env: Record<string, string>,
  readyPath: string,
): Promise<Running> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL(`../${file}`, import.meta.url))], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", HOST: "127.0.0.1", PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A bench that fails leaves nothing running; SIGTERM also ends the Postgres of a server that has its own.
  const kill = () => child.kill("SIGTERM");
  process.once("exit", kill);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4_000);
    });
  }
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      process.off("exit", kill);
      resolve();
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url + readyPath))) {
    if (child.exitCode !== null) throw new Error(`${file} ended at its start:\n${said}`);
    await sleep(10);
  }
  const readyMs = performance.now() - started;
  return { pid: child.pid ?? 0, url, readyMs, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
