import { spawn } from "node:child_process";
import { LaunchError } from "./repo.mjs";

/** Signals that request a program to exit. */
const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]);
/** One Ctrl-C arrives twice, from the terminal and from npm. Signals within this time count as one. */
const duplicateSignalMs = 800;

/**
 * Runs a program in this terminal, and exits this process with the program's exit code or signal.
 *
 * The program has its own process group, so that a Ctrl-C reaches it only through this process. If this process is killed,
 * the pipe to a small shell closes, and the shell sends SIGTERM to the program.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<void>} rejects when the program can't be started, and never resolves otherwise
 */
export function foreground(program, args, options) {
  return new Promise((_, reject) => {
    const child = spawn(program, args, { ...options, detached: true, stdio: "inherit" });
    child.on("error", (error) =>
      reject(new LaunchError(`${program} could not be started: ${error.message}`)),
    );
    if (child.pid === undefined) return;
    const guard = endWithParent(child.pid);
    let lastSignalAt = 0;
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      if (Date.now() - lastSignalAt > duplicateSignalMs) child.kill(signal);
      lastSignalAt = Date.now();
    };
    for (const signal of signals) process.on(signal, forward);
    onceOrphaned(() => {
      // Not after a Ctrl-C, at which npm may exit before the server has.
      if (lastSignalAt === 0) forward("SIGTERM");
    });
    child.on("exit", (code, signal) => {
      guard.kill("SIGKILL");
      for (const name of signals) process.removeAllListeners(name);
      if (signal) process.kill(process.pid, signal);
      else process.exit(code ?? 1);
    });
  });
}

/**
 * Calls back when npm, which started this process, was killed. npm's signals arrive anyway, because the scripts in
 * package.json use `exec`: there is no shell in between.
 * @param {() => void} callback
 */
function onceOrphaned(callback) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    callback();
  }, 500);
}

/** @param {number} pid */
function endWithParent(pid) {
  const script = 'read -r _; kill -TERM "$0"';
  const guard = spawn("/bin/sh", ["-c", script, String(pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.on("error", () => {});
  return guard;
}
