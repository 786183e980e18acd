import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { root, workspaceFolders } from "./launch/repo.mjs";

/*
 * Runs the `typecheck` script of every package, as many at once as the machine has cores. The compiler takes about a second
 * for each, so that a cache of results would cost more than it saves.
 */
const folders = [...workspaceFolders(), join(root, "scripts")];
const failed: string[] = [];

async function work(): Promise<void> {
  for (let folder = folders.shift(); folder; folder = folders.shift()) {
    const name = relative(root, folder);
    const { code, output } = await typecheck(folder);
    if (code === 0) continue;
    failed.push(name);
    console.error(`${name}\n${output}`);
  }
}

/** A folder without a package.json, such as this one, has just a tsconfig.json. */
function scriptOf(folder: string): string {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).scripts?.typecheck ?? "true";
  } catch {
    return "tsc -p .";
  }
}

function typecheck(folder: string): Promise<{ code: number | null; output: string }> {
  const bins = [join(folder, "node_modules", ".bin"), join(root, "node_modules", ".bin")];
  const env = { ...process.env, PATH: [...bins, process.env.PATH].join(":") };
  return new Promise((resolve) => {
    const child = spawn("sh", ["-c", scriptOf(folder)], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data) => {
        output += data;
      });
    child.on("close", (code) => resolve({ code, output }));
  });
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
if (failed.length > 0) console.error(`Types do not fit in ${failed.sort().join(", ")}.`);
process.exit(failed.length > 0 ? 1 : 0);
