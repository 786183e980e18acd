import type { TextEngine } from "@parley/ai/port";
import { VERSION } from "@parley/api/system/version";
import type { Config } from "./env.ts";

/** Errors whose message is written for the person at the terminal. */
const FOR_PEOPLE = new Set(["ConfigError", "StartError", "DataDirInUse", "EmbeddedError", "AiConfigError"]);

/** One screen that says where everything is. */
export function welcome(config: Config, port: number, ai: ReturnType<TextEngine["info"]>): void {
  const url = config.port === port ? config.publicUrl : `http://localhost:${port}`;
  const answers = ai.builtIn
    ? "built-in responder (set AI_MODEL to use a language model)"
    : `${ai.provider}:${ai.model}`;
  const lines = [
    ["Open", url],
    ["API docs", `${url}/docs`],
    [
      "Data",
      config.databaseUrl ? `the database in DATABASE_URL; files in ${config.dataDir}` : config.dataDir,
    ],
    ["Replies", answers],
  ];
  const body = lines.map(([name, value]) => `  ${name?.padEnd(10)}${value}`).join("\n");
  console.log(`\nParley ${VERSION} is running\n\n${body}\n\nCtrl-C stops it.\n`);
}

/** One clear sentence where the mistake is a known one; all there is to know otherwise. */
export function describeStartError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (FOR_PEOPLE.has(error.name)) return `${error.message}`;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE")
    return `Parley can't start. Port ${port} is in use: stop what uses it, or set PORT to another.`;
  if (code === "EACCES" && port)
    return `Parley can't start. Port ${port} may not be used by this user: set PORT to one above 1023.`;
  if (code === "ENOSPC") return "Parley can't start. The disk is full: free some space and start again.";
  return `Parley can't start.\n${error.stack ?? error.message}`;
}
