import { existsSync } from "node:fs";
import { join } from "node:path";
import { foreground } from "./foreground.mjs";
import { installPackages } from "./install.mjs";
import { findNode } from "./node24.mjs";
import { LaunchError, root } from "./repo.mjs";
import { buildWeb } from "./web.mjs";

/** What the server is made of. Named, because Node would also watch what Next writes, and Next reloads the pages itself. */
const watched = ["apps/server", "packages/ai", "packages/api", "packages/db", "packages/rest"].map(
  (folder) => `--watch-path=${folder}/src`,
);

/** What each command does once the packages are there. @type {Record<string, Command>} */
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
 * @property {string} [mode] NODE_ENV, where the person has not set another
 * @property {boolean} [settings] whether the person's .env counts
 * @property {boolean} [build] whether the web app must be built first
 */

/**
 * Sets up what is missing, then runs one command in this terminal and ends as it ends.
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
  // Parsed and compiled modules are kept: the server starts in half the time.
  env.NODE_COMPILE_CACHE ??= join(root, "node_modules", ".cache", "compile");
  // These are meant for psql and its like, and would change where a connection string without them leads.
  for (const name of ["PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE"]) delete env[name];
  return env;
}
