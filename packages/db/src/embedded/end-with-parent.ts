import { type ChildProcess, spawn } from "node:child_process";

/**
 * Ends a child when this process dies, even by `kill -9`: the pipe to a small shell closes then, and the shell sends SIGINT
 * to the child.
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
