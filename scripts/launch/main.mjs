import { existsSync } from "node:fs";
import { join } from "node:path";
import { foreground } from "./foreground.mjs";
import { installPackages } from "./install.mjs";
import { findNode } from "./node24.mjs";
import { LaunchError, root } from "./repo.mjs";
import { buildWeb } from "./web.mjs";

/** The server's sources. Listed, because Node would also watch Next's output; Next reloads pages itself. */
const watched = ["apps/server", "packages/ai", "packages/api", "packages/db", "packages/rest"].map(
  (folder) => `--watch-path=${folder}/src`,
);

/** The commands. @type {Record<string, Command>} */
const commands = {
  start: { settings: true, build: true, mode: "production", args: ["apps/server/src/main.ts"] },
  dev: {
    settings: true,
    mode: "development",
    args: [...watched, "--watch-preserve-output", "apps/server/src/main.ts"],
  },
  seed: { settings: true, mode: "production", args: ["apps/server/src/seed.ts"] },
  bench: { build: true, mode: "production", args: ["bench/run.ts"] },
  test: { args: ["scripts/test/run.ts"] },
};

/**
 * @typedef {object} Command
 * @property {string[]} args for Node 24
 * @property {string} [mode] NODE_ENV, unless it is set already
 * @property {boolean} [settings] whether to read .env
 * @property {boolean} [build] whether to build the web app first
 */

/**
 * Installs packages and builds the web app if necessary, then runs one command in this terminal and exits with its code.
 * @param {string[]} argv the command, and arguments for it
 */
export async function main([name = "", ...rest]) {
  const command = commands[name];
  try {
    if (!command) throw new LaunchError(`Usage: node scripts/run.mjs ${Object.keys(commands).join(" | ")}`);
    await installPackages();
    const node = findNode();
    const env = environment(command.mode);
    if (command.build) await buildWeb(node, env);
    const settings = command.settings && existsSync(join(root, ".env")) ? ["--env-file=.env"] : [];
    await foreground(node, [...settings, ...command.args, ...rest], { cwd: root, env });
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * @param {string | undefined} mode
 * @returns {NodeJS.ProcessEnv}
 */
function environment(mode) {
  const env = { ...process.env };
  const bin = join(root, "node_modules", ".bin");
  env.PATH = `${bin}:${env.PATH ?? ""}`;
  env.NEXT_TELEMETRY_DISABLED = "1";
  env.TURBO_TELEMETRY_DISABLED = "1";
  if (mode) env.NODE_ENV ??= mode;
  // Caches compiled modules, which halves the start time of the server.
  env.NODE_COMPILE_CACHE ??= join(root, "node_modules", ".cache", "compile");
  // These variables of libpq would complete connection strings, and so change which database is used.
  for (const name of ["PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE"]) delete env[name];
  return env;
}
