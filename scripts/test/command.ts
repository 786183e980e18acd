import { spawn } from "node:child_process";
import { root } from "../launch/repo.mjs";

export type CommandOptions = { cwd?: string; env?: Record<string, string> };

/** What the person interrupted ends, and nothing follows. */
export const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort());

/**
 * Runs a program with its output in this terminal and nothing to read.
 * @returns its exit code; 1 when a signal ended it
 */
export function run(
  program: string,
  args: string[],
  { cwd = root, env }: CommandOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const stop = () => child.kill("SIGINT");
    interrupted.signal.addEventListener("abort", stop);
    child.on("error", reject);
    child.on("close", (code) => {
      interrupted.signal.removeEventListener("abort", stop);
      resolve(code ?? 1);
    });
  });
}

/** A step without tests of its own: fails when the program does. */
export async function check(program: string, args: string[]): Promise<{ passed: number; failed: number }> {
  return { passed: 0, failed: (await run(program, args)) === 0 ? 0 : 1 };
}
