import { existsSync } from "node:fs";
import { join } from "node:path";
import { LaunchError, root } from "./repo.mjs";

const requiredMajor = 24;

/**
 * Finds the Node that Parley runs on: the one in its packages, or the running one if it is new enough.
 * @returns {string} the path of the program
 */
export function findNode() {
  const machine = `${process.platform}-${process.arch}`;
  const own = join(root, "node_modules", `node-${machine}`, "bin", "node");
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split(".")[0]) >= requiredMajor) return process.execPath;
  throw new LaunchError(
    `Parley runs on Node ${requiredMajor}, this is Node ${process.versions.node}, and there is no package with Node for ${machine}. ` +
      `Install Node ${requiredMajor} from https://nodejs.org and start again.`,
  );
}
