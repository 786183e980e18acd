import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A server that runs until it is disposed of. */
export type ServerProcess = AsyncDisposable & {
  pid: number;
  url: string;
  /** Milliseconds from the spawn to the first 2xx response. */
  readyMs: number;
};

const STOP_TIMEOUT_MS = 15_000;

/**
 * Starts a Node program that serves HTTP on the `PORT` it is given and waits until it is ready.
 * @param file of the program, from the project's root.
 * @param readyPath responds with 2xx when the program is ready.
 * @throws when the program exits before it is ready, with the end of its output.
 */
export async function startServer(
  file: string,
  env: Record<string, string>,
  readyPath: string,
): Promise<ServerProcess> {
  const port = await findFreePort();
  const start = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL(`../${file}`, import.meta.url))], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", HOST: "127.0.0.1", PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A bench that fails leaves no process behind; SIGTERM also stops the embedded Postgres of a server.
  const kill = () => child.kill("SIGTERM");
  process.once("exit", kill);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-4_000);
    });
  }
  const closed = new Promise<void>((resolve) =>
    child.once("close", () => {
      process.off("exit", kill);
      resolve();
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url + readyPath))) {
    if (child.exitCode !== null) throw new Error(`${file} exited at its start:\n${output}`);
    await sleep(10);
  }
  return {
    pid: child.pid ?? 0,
    url,
    readyMs: performance.now() - start,
    [Symbol.asyncDispose]: () => stop(child, closed),
  };
}

async function stop(child: ChildProcess, closed: Promise<void>): Promise<void> {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await closed;
  clearTimeout(timer);
}

async function isReady(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
