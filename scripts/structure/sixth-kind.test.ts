import { execFile, execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { root } from "../launch/repo.mjs";
import { faultsOf, kindsIn } from "./check.ts";
import { readSource } from "./source.ts";

/*
 * What a kind of session costs: its own folders, a line in each list of kinds, one table. A sixth kind, the one that tests
 * use, is built into a copy of the tree; a change after which a kind needs more breaks this.
 */

const PACKAGES = ["db", "ai", "api", "rest"];
const FIXTURES = { api: "packages/api/src/session/fixtures/duet", rest: "packages/rest/src/fixtures/duet" };
/** The kind's own folders. */
const OWN = { api: "packages/api/src/duet", rest: "packages/rest/src/duet" };
/** The lists of kinds: what is added to each, as an import and an entry. */
const LISTS = {
  "packages/api/src/kinds.ts": {
    imported: 'import { duetKind } from "./duet/kind.ts";',
    addEntry: (text: string) => text.replace(/(export const kinds = \[[^\]]*?)(,?\s*)\]/, "$1, duetKind$2]"),
  },
  "packages/api/src/root.ts": {
    imported: 'import { duetRouter } from "./duet/router.ts";',
    addEntry: (text: string) => text.replace(/^( *)sessions: /m, "$1duet: duetRouter,\n$&"),
  },
  "packages/rest/src/kinds.ts": {
    imported: 'import { duetApi } from "./duet/api.ts";',
    addEntry: (text: string) =>
      text.replace(/(export const APIS[^=]*= \[[^\]]*?)(,?\s*)\]/, "$1, duetApi$2]"),
  },
};
const TABLE = ["packages/db/migrations/9999_duet.sql", "packages/db/src/schema/duet.ts"];

const run = promisify(execFile);

/** The files of the copied packages, without those that only tests use. */
function listFiles(): string[] {
  const paths = PACKAGES.map((name) => `packages/${name}`);
  const listed = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", ...paths],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const files = listed.split("\0").filter((file) => file !== "" && !/\.test\.ts$|\/fixtures\//.test(file));
  return [...files, "tsconfig.base.json"];
}

/** Copies files, and links the packages that they need; those of the workspace are the copied ones. */
async function copyTree(files: string[], to: string): Promise<void> {
  await Promise.all(
    files.map(async (file) => {
      await mkdir(dirname(join(to, file)), { recursive: true });
      await cp(join(root, file), join(to, file));
    }),
  );
  await Promise.all(PACKAGES.map((name) => linkModules(`packages/${name}/node_modules`, to)));
  await symlink(join(root, "node_modules"), join(to, "node_modules"));
}

async function linkModules(folder: string, to: string): Promise<void> {
  await mkdir(join(to, folder), { recursive: true });
  for (const name of await readdir(join(root, folder))) {
    if (name !== "@parley") await symlink(join(root, folder, name), join(to, folder, name));
  }
  const ours = await readdir(join(root, folder, "@parley")).catch(() => []);
  if (ours.length > 0) await mkdir(join(to, folder, "@parley"));
  for (const name of ours) await symlink(join(to, "packages", name), join(to, folder, "@parley", name));
}

/** Builds the kind in: moves its folders to where kinds are, and adds it to the lists. */
async function addKind(tree: string): Promise<void> {
  for (const name of await readdir(join(root, FIXTURES.api))) {
    const text = await readFile(join(root, FIXTURES.api, name), "utf8");
    if (name === "migration.sql") await write(tree, "packages/db/migrations/9999_duet.sql", text);
    else if (name === "table.ts") await write(tree, "packages/db/src/schema/duet.ts", inSchema(text));
    else await write(tree, `${OWN.api}/${name}`, inApi(text));
  }
  for (const name of await readdir(join(root, FIXTURES.rest)))
    await write(tree, `${OWN.rest}/${name}`, inRest(await readFile(join(root, FIXTURES.rest, name), "utf8")));
  for (const [file, { imported, addEntry }] of Object.entries(LISTS)) {
    const text = await readFile(join(tree, file), "utf8");
    await writeFile(join(tree, file), `${imported}\n${addEntry(text)}`);
  }
}

async function write(tree: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(tree, file)), { recursive: true });
  await writeFile(join(tree, file), text);
}

const inSchema = (text: string) => text.replaceAll(/"@parley\/db\/schema\/(\w+)"/g, '"./$1.ts"');

const inApi = (text: string) =>
  text
    .replaceAll('"./table.ts"', '"@parley/db/schema/duet"')
    .replaceAll(/"\.\.\/\.\.\/(?!\.\.)/g, '"../session/')
    .replaceAll('"../../../', '"../');

/** There the product's own caller has the kind's procedures. */
const inRest = (text: string) =>
  text
    .replace(/^import \{ createDuetCaller \}.*\n/m, "")
    .replaceAll("createDuetCaller(ctx)", "caller")
    .replaceAll("handle({ ctx,", "handle({ caller,")
    .replaceAll('"../../', '"../');

/** Every source file of a tree. */
async function filesIn(tree: string): Promise<string[]> {
  const found = await readdir(tree, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
    .map((entry) => join(entry.parentPath, entry.name).slice(tree.length + 1));
}

/** What the compiler finds wrong in the packages; empty when all is well. */
async function typecheck(tree: string): Promise<string> {
  const include = PACKAGES.map((name) => `packages/${name}/src/**/*.ts`);
  await write(tree, "tsconfig.json", JSON.stringify({ extends: "./tsconfig.base.json", include }));
  return run(join(root, "node_modules/.bin/tsc"), ["-p", tree]).then(
    () => "",
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );
}

/** What a process that loads the copied product finds in it. */
const PROBE = `
  const { appRouter } = await import("./packages/api/src/root.ts");
  const { kinds, REASONS } = await import("./packages/api/src/kinds.ts");
  const { APIS } = await import("./packages/rest/src/kinds.ts");
  console.log(JSON.stringify([
    kinds.at(-1).name,
    APIS.at(-1).kind,
    "duet.send" in appRouter._def.procedures,
    REASONS.DUET_PAUSED.status,
  ]));`;

it("costs its own folders, a line in each list of kinds, and a table", async () => {
  const tree = await mkdtemp(join(tmpdir(), "parley-sixth-kind-"));
  try {
    const before = listFiles();
    await copyTree(before, tree);
    await addKind(tree);

    const present = await filesIn(tree);
    const changed: string[] = [];
    for (const file of present) {
      const known = before.includes(file) ? await readFile(join(root, file), "utf8") : undefined;
      if (known !== (await readFile(join(tree, file), "utf8"))) changed.push(file);
    }
    const isOwn = (file: string) => Object.values(OWN).some((folder) => file.startsWith(`${folder}/`));
    expect(changed.filter((file) => !isOwn(file)).toSorted()).toEqual(
      [...Object.keys(LISTS), ...TABLE].toSorted(),
    );
    for (const file of Object.keys(LISTS)) expect(await addedLines(tree, file)).toBe(2);

    expect(await faultsIn(tree, present)).toEqual([]);
    expect(await typecheck(tree)).toBe("");
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", PROBE], { cwd: tree });
    expect(JSON.parse(stdout)).toEqual(["duet", "duet", true, 409]);
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}, 60_000);

/** Lines of a file in the copy that the original has not. */
async function addedLines(tree: string, file: string): Promise<number> {
  const original = (await readFile(join(root, file), "utf8")).split("\n");
  const copy = (await readFile(join(tree, file), "utf8")).split("\n");
  return copy.filter((line) => !original.includes(line)).length;
}

async function faultsIn(tree: string, files: string[]): Promise<string[]> {
  const sources = files.filter((file) => file.endsWith(".ts"));
  const kinds = kindsIn(sources);
  expect(kinds).toContain(basename(OWN.api));
  const faults = await Promise.all(
    sources.map(async (file) => faultsOf(readSource(file, await readFile(join(tree, file), "utf8")), kinds)),
  );
  return faults.flat();
}
