import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { StartError } from "./start-error.ts";

const MIN_CHARACTERS = 32;

/**
 * Reads the secret that signs cookies and tokens, or creates it at the first start. Only the server's user can read the file.
 * @throws StartError when the file can't be used.
 */
export async function loadSecret(file: string): Promise<string> {
  const secret = (await read(file)) ?? (await create(file));
  if (secret.length >= MIN_CHARACTERS) return secret;
  throw new StartError(
    `${file} holds no secret. Remove it to have a new one made; everybody has to sign in again then.`,
  );
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw unusable(file, error);
  }
}

/** Writes a temporary file and links it to its name, so that the file is never incomplete. */
async function create(file: string): Promise<string> {
  const temporary = `${file}.${process.pid}`;
  try {
    await writeFile(temporary, randomBytes(32).toString("base64url"), { mode: 0o600, flush: true });
    // Unlike rename, link does not replace the secret of a concurrent process. Not every file system supports links.
    await link(temporary, file).catch((error) =>
      isCode(error, "EEXIST") ? undefined : rename(temporary, file),
    );
    await rm(temporary, { force: true });
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw unusable(file, error);
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && "code" in error && error.code === code;

const unusable = (file: string, error: unknown) =>
  new StartError(`${file} can't be used: ${error instanceof Error ? error.message : error}.`);
