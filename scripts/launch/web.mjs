import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, readStamp, root, workspaceFolders } from "./repo.mjs";
import { runQuietly } from "./step.mjs";

const web = join(root, "apps", "web");
const stamp = join(web, ".next", "parley-built-from");
/** Entries that a build writes or does not read. */
const excluded = new Set([".next", "node_modules", "next-env.d.ts", "tsconfig.tsbuildinfo"]);

/**
 * Builds the web app, unless the last build was made from the same sources.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export async function buildWeb(node, env) {
  const sources = webSources();
  if (readStamp(stamp) === sources) return;
  rmSync(stamp, { force: true });
  const next = join(web, "node_modules", "next", "dist", "bin", "next");
  await runQuietly("Building the web app (half a minute or so)", node, [next, "build"], {
    cwd: web,
    env: { ...env, NODE_ENV: "production" },
  });
  writeFileSync(stamp, sources);
}

/** A fingerprint of the app, the workspace packages that it depends on, and the lockfile. */
function webSources() {
  const { dependencies } = JSON.parse(readFileSync(join(web, "package.json"), "utf8"));
  const packages = workspaceFolders().filter((folder) => {
    const { name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return dependencies[name] !== undefined && existsSync(join(folder, "src"));
  });
  const shared = ["pnpm-lock.yaml", "tsconfig.base.json"].map((name) => join(root, name));
  const isSource = (/** @type {string} */ name) => !excluded.has(name) && !/\.test\.tsx?$/.test(name);
  return fingerprint([web, ...packages.map((folder) => join(folder, "src")), ...shared], isSource);
}
