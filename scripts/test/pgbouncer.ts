import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endWithParent } from "../../packages/db/src/embedded/end-with-parent.ts";
import { aptInstall } from "./apt.ts";
import { account, freePort, privateFolder } from "./postgres15.ts";

const program = "/usr/sbin/pgbouncer";

/** Installs PgBouncer if necessary. @returns the reason why that is not possible, or undefined. */
export async function needPgBouncer(): Promise<string | undefined> {
  return existsSync(program) ? undefined : await aptInstall("pgbouncer");
}

/**
 * A PgBouncer in transaction mode before the Postgres at `postgresPort`: consecutive transactions of one client may get
 * different connections.
 */
export async function startPgBouncer(postgresPort: number): Promise<AsyncDisposable & { port: number }> {
  const folder = privateFolder("parley-pgbouncer-");
  const port = await freePort();
  const file = join(folder, "pgbouncer.ini");
  writeFileSync(join(folder, "users.txt"), '"parley" ""\n');
  writeFileSync(file, configuration(folder, port, postgresPort));
  const child = spawn(program, ["-q", file], { ...account, cwd: folder, stdio: "inherit" });
  const ended = once(child, "exit");
  endWithParent(child);
  await Promise.race([
    waitUntilListening(port),
    ended.then(([code]) => {
      throw new Error(`PgBouncer ended with code ${code}`);
    }),
  ]);
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** The idle timeout is short, because each test has its own database, and so its own connections. */
const configuration = (folder: string, port: number, postgresPort: number) => `
[databases]
* = host=127.0.0.1 port=${postgresPort} user=parley

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, "users.txt")}
pool_mode = transaction
max_client_conn = 1000
default_pool_size = 5
server_idle_timeout = 2
ignore_startup_parameters = extra_float_digits
log_connections = 0
log_disconnections = 0
`;

async function waitUntilListening(port: number): Promise<void> {
  for (;;) {
    const socket = createConnection(port, "127.0.0.1");
    const connected = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (connected) return;
    await sleep(20);
  }
}
