import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, readStamp, root, workspaceFolders } from "./repo.mjs";
import { quietly } from "./step.mjs";

const web = join(root, "apps", "web");
const stamp = join(web, ".next", "parley-built-from");
/** What a build makes or does not read. */
const apart = new Set([".next", "node_modules", "next-env.d.ts", "tsconfig.tsbuildinfo"]);

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
  await quietly("Building the web app (half a minute or so)", node, [next, "build"], {
    cwd: web,
    env: { ...env, NODE_ENV: "production" },
  });
  writeFileSync(stamp, sources);
}

/** The app itself, the packages it names (it sees no further than those), and the versions of everything else. */
function webSources() {
  const { dependencies } = JSON.parse(readFileSync(join(web, "package.json"), "utf8"));
  const packages = workspaceFolders().filter((folder) => {
    const { name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return dependencies[name] !== undefined && existsSync(join(folder, "src"));
  });
  const shared = ["pnpm-lock.yaml", "tsconfig.base.json"].map((name) => join(root, name));
  const wanted = (/** @type {string} */ name) => !apart.has(name) && !/\.test\.tsx?$/.test(name);
  return fingerprint([web, ...packages.map((folder) => join(folder, "src")), ...shared], wanted);
}
