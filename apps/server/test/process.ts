import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** A server in a child process, as `npm start` runs it, without the web app. */
export type ServerProcess = AsyncDisposable & {
  url: string;
  child: ChildProcess;
  /** Everything written to stdout and stderr so far. */
  output(): string;
  /** Sends a signal and waits for the end. @returns the exit code, or the signal's name. */
  end(signal: NodeJS.Signals): Promise<number | string>;
};

/** A new data folder; its path is short, because Unix socket paths are limited. Call `remove` at the end of the test. */
export async function dataFolder() {
  const path = await mkdtemp(join(tmpdir(), "parley-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

function launch(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      ROLES: "api,worker",
      HOST: "127.0.0.1",
      PORT: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | string);
  return { child, ended, output: () => output };
}

/** Starts a server and waits until it prints its URL. @throws with its output when it exits before. */
export async function startProcess(env: Record<string, string>): Promise<ServerProcess> {
  const { child, ended, output } = launch(env);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", () => {
      const found = /Open +(http:\S+)/.exec(output())?.[1];
      if (found) resolve(found.replace("localhost", "127.0.0.1"));
    });
    void ended.then(() => reject(new Error(output())));
  });
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { url, child, output, end, [Symbol.asyncDispose]: async () => void (await end("SIGTERM")) };
}

/** Starts a server that is expected to exit by itself. @returns its exit code or signal, and its output. */
export async function failToStart(
  env: Record<string, string>,
): Promise<{ code: number | string; output: string }> {
  const { ended, output } = launch(env);
  return { code: await ended, output: output().trim() };
}

/** Signs a new person up at this server. @returns their token. */
export async function signUpAt(url: string): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Person", email, password: "correct horse battery" }),
  });
  if (!response.ok) throw new Error(`sign-up failed: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { token: string }).token;
}
