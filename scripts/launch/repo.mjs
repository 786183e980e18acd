import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout that this file lies in, wherever it was started from. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Why it cannot go on, in a sentence for the person at the terminal. */
export class LaunchError extends Error {}

/**
 * The folders that pnpm-workspace.yaml lists, with a package.json in each.
 * @returns {string[]} absolute paths
 */
export function workspaceFolders() {
  const yaml = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
  const list = /^packages:\n((?: +- .*\n)+)/m.exec(yaml)?.[1] ?? "";
  const patterns = list.match(/[^\s-].*/g) ?? [];
  return patterns.flatMap(foldersOf).filter((folder) => existsSync(join(folder, "package.json")));
}

/** @param {string} pattern "e2e" or "apps/*" */
function foldersOf(pattern) {
  if (!pattern.endsWith("/*")) return [join(root, pattern)];
  const parent = join(root, pattern.slice(0, -2));
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : [];
}

/**
 * One fingerprint for the names and contents of files.
 * @param {string[]} paths files, or folders with all that is in them
 * @param {(name: string) => boolean} [wanted] which entries of folders count
 */
export function fingerprint(paths, wanted = () => true) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesIn(path, wanted)).sort())
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @param {(name: string) => boolean} wanted
 * @returns {string[]}
 */
function filesIn(path, wanted) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter(wanted)
    .flatMap((name) => filesIn(join(path, name), wanted));
}

/**
 * What an earlier run wrote into a stamp.
 * @param {string} file
 */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
