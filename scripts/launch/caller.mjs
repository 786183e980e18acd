import { readFileSync } from "node:fs";

/**
 * Calls back when npm, which started this process, is gone.
 *
 * npm starts a shell, and the shell starts us. A signal that is sent to npm alone ends the two and does not reach us, and
 * `kill -9` leaves the shell as well: without this, a server would go on that nobody remembers.
 * @param {() => void} gone
 */
export function onceCallerGone(gone) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  // With some shells npm is our parent, for the shell made room; whoever started npm may go.
  const npm = readProcess(shell, "cmdline")?.includes("run.mjs") ? parentOf(shell) : undefined;
  const timer = setInterval(() => {
    if (process.ppid === shell && (npm === undefined || parentOf(shell) === npm)) return;
    clearInterval(timer);
    gone();
  }, 500);
}

/** @param {number} pid */
function parentOf(pid) {
  // The name, in brackets, may hold spaces and brackets itself.
  const fields = readProcess(pid, "stat")?.split(") ").at(-1)?.split(" ");
  return fields && Number(fields[1]);
}

/**
 * Linux only: elsewhere undefined, and then only our parent counts.
 * @param {number} pid
 * @param {string} file
 */
function readProcess(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
