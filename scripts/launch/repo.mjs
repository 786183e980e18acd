import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout, independent of the working directory. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The launch failed. The message is a sentence for the person at the terminal. */
export class LaunchError extends Error {}

/**
 * The workspace's package folders, as pnpm-workspace.yaml lists them.
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
 * A hash of the names and contents of files.
 * @param {string[]} paths files and folders; folders are read recursively
 * @param {(name: string) => boolean} [isIncluded] filters the entries of folders by name
 */
export function fingerprint(paths, isIncluded = () => true) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesIn(path, isIncluded)).sort())
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @param {(name: string) => boolean} isIncluded
 * @returns {string[]}
 */
function filesIn(path, isIncluded) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter(isIncluded)
    .flatMap((name) => filesIn(join(path, name), isIncluded));
}

/**
 * Reads a stamp, the file in which an earlier run stored a fingerprint.
 * @param {string} file
 */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
