import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, LaunchError, readStamp, root, workspaceFolders } from "./repo.mjs";
import { runQuietly } from "./step.mjs";

const pnpm = "pnpm@12.21.0";
const modules = join(root, "node_modules");
const stamp = join(modules, ".parley-installed");

/** Installs the packages in the lockfile, unless they are installed and nothing has changed since. */
export async function installPackages() {
  const current = packagesFingerprint();
  if (readStamp(stamp) === current) return;
  const title = existsSync(modules) ? "Updating packages" : "Installing packages (once, about a minute)";
  rmSync(stamp, { force: true });
  // CI: pnpm must not ask questions here.
  const env = { ...process.env, CI: "true" };
  await runQuietly(title, "npx", ["--yes", pnpm, "install", "--frozen-lockfile"], { cwd: root, env });
  writeStamp(current);
}

/** A fingerprint of everything that determines the contents of node_modules. */
function packagesFingerprint() {
  const manifests = [root, ...workspaceFolders()].map((folder) => join(folder, "package.json"));
  const lists = ["pnpm-lock.yaml", "pnpm-workspace.yaml"].map((name) => join(root, name));
  return `${fingerprint([...manifests, ...lists])} ${process.platform}-${process.arch}`;
}

/** @param {string} text */
function writeStamp(text) {
  try {
    writeFileSync(stamp, text);
  } catch (error) {
    throw new LaunchError(
      `Parley may not write to ${modules}: ${error instanceof Error ? error.message : error}`,
    );
  }
}
