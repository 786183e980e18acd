import type { TextEngine } from "@parley/ai/port";
import { VERSION } from "@parley/api/system/version";
import type { Config } from "./env.ts";

/** Names of errors whose message is written for the person at the terminal. */
const USER_FACING_ERRORS = new Set([
  "ConfigError",
  "StartError",
  "DataDirInUse",
  "EmbeddedError",
  "AiConfigError",
]);

/** Prints the server's URLs, its data folder, and the engine that writes replies. */
export function printWelcome(config: Config, port: number, ai: ReturnType<TextEngine["info"]>): void {
  const url = config.port === port ? config.publicUrl : `http://localhost:${port}`;
  const engine = ai.builtIn
    ? "built-in responder (set AI_MODEL to use a language model)"
    : `${ai.provider}:${ai.model}`;
  const lines = [
    ["Open", url],
    ["API docs", `${url}/docs`],
    [
      "Data",
      config.databaseUrl ? `the database in DATABASE_URL; files in ${config.dataDir}` : config.dataDir,
    ],
    ["Replies", engine],
  ];
  const body = lines.map(([name, value]) => `  ${name?.padEnd(10)}${value}`).join("\n");
  console.log(`\nParley ${VERSION} is running\n\n${body}\n\nCtrl-C stops it.\n`);
}

/** One sentence for a known cause; otherwise the stack. */
export function describeStartError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (USER_FACING_ERRORS.has(error.name)) return `${error.message}`;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE")
    return `Parley can't start. Port ${port} is in use: stop what uses it, or set PORT to another.`;
  if (code === "EACCES" && port)
    return `Parley can't start. Port ${port} may not be used by this user: set PORT to one above 1023.`;
  if (code === "ENOSPC") return "Parley can't start. The disk is full: free some space and start again.";
  return `Parley can't start.\n${error.stack ?? error.message}`;
}
