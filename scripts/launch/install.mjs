import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, LaunchError, readStamp, root, workspaceFolders } from "./repo.mjs";
import { quietly } from "./step.mjs";

const pnpm = "pnpm@12.21.0";
const modules = join(root, "node_modules");
const stamp = join(modules, ".parley-installed");

/** Installs what the lockfile names, unless that was done and nothing has changed since. */
export async function installPackages() {
  const wanted = wantedPackages();
  if (readStamp(stamp) === wanted) return;
  const title = existsSync(modules) ? "Updating packages" : "Installing packages (once, about a minute)";
  rmSync(stamp, { force: true });
  // CI: pnpm must not ask questions here.
  const env = { ...process.env, CI: "true" };
  await quietly(title, "npx", ["--yes", pnpm, "install", "--frozen-lockfile"], { cwd: root, env });
  writeStamp(wanted);
}

/** A fingerprint of all that decides which packages belong into node_modules. */
function wantedPackages() {
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
