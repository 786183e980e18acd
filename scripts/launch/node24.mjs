import { existsSync } from "node:fs";
import { join } from "node:path";
import { LaunchError, root } from "./repo.mjs";

const needed = 24;

/**
 * The Node that Parley runs on: the one from its packages, or the running one when that is new enough.
 * @returns {string} the path of the program
 */
export function findNode() {
  const machine = `${process.platform}-${process.arch}`;
  const own = join(root, "node_modules", `node-${machine}`, "bin", "node");
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split(".")[0]) >= needed) return process.execPath;
  throw new LaunchError(
    `Parley runs on Node ${needed}, this is Node ${process.versions.node}, and there is no package with Node for ${machine}. ` +
      `Install Node ${needed} from https://nodejs.org and start again.`,
  );
}
