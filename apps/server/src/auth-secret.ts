import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { StartError } from "./start-error.ts";

const MIN_CHARACTERS = 32;

/**
 * The secret that signs cookies and tokens: made once, kept beside the data, readable by the server alone.
 * @throws StartError when the file can't be used.
 */
export async function keptSecret(file: string): Promise<string> {
  const secret = (await read(file)) ?? (await make(file));
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

/** Written whole before it has its name, so that no other process and no crash leaves half of one. */
async function make(file: string): Promise<string> {
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, randomBytes(32).toString("base64url"), { mode: 0o600, flush: true });
    // Of two processes that make one at the same time, the first wins. Not every disk has links.
    await link(draft, file).catch((error) => (isCode(error, "EEXIST") ? undefined : rename(draft, file)));
    await rm(draft, { force: true });
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw unusable(file, error);
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && "code" in error && error.code === code;

const unusable = (file: string, error: unknown) =>
  new StartError(`${file} can't be used: ${error instanceof Error ? error.message : error}.`);
