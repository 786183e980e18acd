import { spawn } from "node:child_process";
import { LaunchError } from "./repo.mjs";

/** Signals that ask a program to end. */
const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]);
/** A Ctrl-C comes from the terminal and from npm at once; a person who means it twice takes longer. */
const oneAskMs = 800;

/**
 * Runs a program in this terminal and ends this process as the program ends: same code, same signal.
 *
 * The program gets a process group of its own, so that one Ctrl-C reaches it once, from here. If this process is killed, a
 * small shell notices the broken pipe and asks the program to end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<void>} never resolves when the program ran
 */
export function foreground(program, args, options) {
  return new Promise((_, reject) => {
    const child = spawn(program, args, { ...options, detached: true, stdio: "inherit" });
    child.on("error", (error) =>
      reject(new LaunchError(`${program} could not be started: ${error.message}`)),
    );
    if (child.pid === undefined) return;
    const guard = endWithParent(child.pid);
    let lastAsk = 0;
    const ask = (/** @type {NodeJS.Signals} */ signal) => {
      if (Date.now() - lastAsk > oneAskMs) child.kill(signal);
      lastAsk = Date.now();
    };
    for (const signal of signals) process.on(signal, ask);
    onceOrphaned(() => {
      // npm ends at Ctrl-C too, maybe before the server has.
      if (lastAsk === 0) ask("SIGTERM");
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
 * Calls back when npm, which started this process, was killed. Its signals need no help: package.json says `exec`, so that no
 * shell is between it and us.
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
