import { spawn } from "node:child_process";
import { root } from "../launch/repo.mjs";

export type CommandOptions = { cwd?: string; env?: Record<string, string> };

/** Aborts on SIGINT, SIGTERM and SIGHUP: the running program is stopped, and no further one is started. */
export const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort());

/**
 * Runs a program with its output in this terminal and without input.
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

/** Runs a step without tests. It fails when the program fails. */
export async function check(program: string, args: string[]): Promise<{ passed: number; failed: number }> {
  return { passed: 0, failed: (await run(program, args)) === 0 ? 0 : 1 };
}
