import { spawn } from "node:child_process";
import { LaunchError } from "./repo.mjs";

/** Signals that are forwarded to the program, which would otherwise continue after this process has exited. */
const forwardedSignals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Runs a program without showing its output. Prints one line with a title and the duration, and the last lines of the output
 * if the program fails.
 * @param {string} title what the program does: "Installing packages"
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 */
export async function runQuietly(title, program, args, options) {
  const start = Date.now();
  process.stdout.write(`${title} ... `);
  const { code, output } = await collect(program, args, options);
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(code === 0 ? `done in ${seconds} s` : "failed");
  if (code !== 0) throw new LaunchError(`${lastLines(output)}\n\n${title} failed; the reason is above.`);
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function collect(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    for (const signal of forwardedSignals) process.on(signal, forward);
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code, signal) => {
      for (const name of forwardedSignals) process.off(name, forward);
      if (signal) process.kill(process.pid, signal);
      else resolve({ code, output });
    });
  });
}

/** @param {string} output */
function lastLines(output) {
  return output.trimEnd().split("\n").slice(-40).join("\n");
}
