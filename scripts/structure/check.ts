import { basename, dirname, posix } from "node:path";
import {
  browserSafe,
  directions,
  emptyNames,
  environmentReaders,
  kindFiles,
  kindLists,
  kindMark,
  ownFiles,
  sharedFolder,
  typesOfApiOnly,
} from "./rules.ts";
import type { Import, Source } from "./source.ts";

/** The kinds of session that a tree of files holds. */
export function kindsIn(paths: string[]): string[] {
  return paths.flatMap((path) => kindMark.exec(path)?.[1] ?? []).filter((folder) => folder !== sharedFolder);
}

/**
 * @param kinds the kinds of session in the tree.
 * @returns the faults of one file, a sentence each
 */
export function faultsOf(source: Source, kinds: string[]): string[] {
  const checks = isTest(source.path)
    ? [checkName, checkBarrel]
    : [checkName, checkBarrel, checkEnvironment, checkVocabulary, checkKinds, checkImports, checkBrowserSafe];
  return checks.flatMap((check) => check(source, kinds)).map((fault) => `${source.path}: ${fault}`);
}

/** Tests may import what they test and what its setup needs. */
function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/test\//.test(path);
}

function checkName({ path }: Source): string[] {
  const empty = path.split("/").find((part) => emptyNames.test(part.replace(/\..*$/, "")));
  return empty ? [`"${empty}" says nothing. Name the file after what is in it.`] : [];
}

function checkBarrel({ barrel }: Source): string[] {
  return barrel ? ["only passes on what other files export. Import those files instead."] : [];
}

function checkEnvironment({ path, readsEnvironment }: Source): string[] {
  if (!readsEnvironment || environmentReaders.some((allowed) => path.startsWith(allowed))) return [];
  return ["reads process.env. Add the setting to apps/server/src/env.ts and pass it on."];
}

function checkVocabulary({ path }: Source, kinds: string[]): string[] {
  const [, kind = "", file = ""] = /^packages\/api\/src\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (!kinds.includes(kind)) return [];
  const own = ownFiles[kind] ?? [];
  if (own.includes(file) || kindFiles.includes(basename(file))) return [];
  return [
    `a kind's folders have these files: ${kindFiles.join(", ")}. Others go into scripts/structure/rules.ts.`,
  ];
}

/** Only files in a kind's own folder and the lists of kinds may import a kind. */
function checkKinds({ path, imports }: Source, kinds: string[]): string[] {
  const [source = "", lists = []] =
    Object.entries(kindLists).find(([folder]) => path.startsWith(`${folder}/`)) ?? [];
  if (source === "") return [];
  const file = path.slice(source.length + 1);
  if (lists.some((list) => (list.endsWith("/") ? file.startsWith(list) : file === list))) return [];
  return imports.flatMap(({ from }) => {
    const target = from.startsWith(".")
      ? posix.relative(source, posix.join(dirname(path), from))
      : from.replace(/^@parley\/[^/]+\//, "");
    const kind = kinds.find((each) => target.startsWith(`${each}/`));
    if (kind === undefined || file.startsWith(`${kind}/`)) return [];
    return [`imports ${from}. Only ${["the kind's own files", ...lists].join(", ")} may know it.`];
  });
}

function checkImports({ path, imports }: Source): string[] {
  const importer = packageOf(path);
  const allowed = directions[importer];
  if (!allowed) return [];
  return imports.flatMap((imported) => {
    const { from } = imported;
    if (from.startsWith(".") && packageOf(posix.join(dirname(path), from)) !== importer)
      return [`imports ${from} across a package's border. Use the package's name.`];
    const name = /^@parley\/([^/]+)/.exec(from)?.[1];
    if (name === undefined) return [];
    if (!allowed.includes(name))
      return [
        `imports ${from}, but ${importer} may only import ${allowed.join(", ") || "none of our packages"}.`,
      ];
    return name === "api" ? checkTypesOnly(importer, imported) : [];
  });
}

function checkTypesOnly(importer: string, { from, typeOnly }: Import): string[] {
  const rule = typesOfApiOnly[importer];
  if (!rule || typeOnly) return [];
  if (rule.browserSafe && isBrowserSafe(from)) return [];
  const exception = rule.browserSafe ? ` and the files named ${browserSafe.names.join(" or ")}` : "";
  return [`imports ${from} to run it. ${importer} takes types from api (import type)${exception}.`];
}

function checkBrowserSafe({ path, imports }: Source): string[] {
  if (packageOf(path) !== "packages/api" || !isBrowserSafe(path)) return [];
  return imports
    .filter(({ typeOnly }) => !typeOnly)
    .filter(({ from }) => !(from.startsWith(".") ? isBrowserSafe(from) : browserSafe.packages.includes(from)))
    .map(
      ({ from }) => `imports ${from}, but browsers load this file: it may import zod and files like itself.`,
    );
}

function isBrowserSafe(path: string): boolean {
  return browserSafe.names.includes(basename(path).replace(/\.ts$/, ""));
}

/** The package of a file: "packages/api", or a folder at the top such as "e2e". */
function packageOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return first === "apps" || first === "packages" ? `${first}/${second}` : first;
}
