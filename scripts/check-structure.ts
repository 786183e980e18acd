import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./launch/repo.mjs";
import { faultsOf, kindsIn } from "./structure/check.ts";
import { readSource } from "./structure/source.ts";

/*
 * Checks rules that neither the compiler nor the linter covers: the direction of imports, file names, barrels, and reads of
 * process.env. The rules are in structure/rules.ts.
 */
const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
});
const files = listed
  .split("\0")
  .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && existsSync(join(root, file)));
const kinds = kindsIn(files);
const faults = files.flatMap((file) =>
  faultsOf(readSource(file, readFileSync(join(root, file), "utf8")), kinds),
);
for (const fault of faults.sort()) console.error(fault);
console.log(`${files.length} files, ${faults.length} against the structure`);
process.exit(faults.length > 0 ? 1 : 0);
