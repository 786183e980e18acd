import { type ChildProcess, spawn } from "node:child_process";

/**
 * Ends a child when this process dies without a word, `kill -9` included: the pipe to a small shell breaks then, and the
 * shell sends the child SIGINT.
 */
export function endWithParent(child: ChildProcess): void {
  const guard = spawn("/bin/sh", ["-c", 'read -r _; kill -INT "$0"', String(child.pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: {},
    cwd: "/",
  });
  child.once("exit", () => guard.kill("SIGKILL"));
}
