/** The embedded Postgres can't run. The message is one sentence for the person who started Parley. */
export class EmbeddedError extends Error {
  override name = "EmbeddedError";
}

/** Another Parley uses this DATA_DIR. */
export class DataDirInUse extends EmbeddedError {
  override name = "DataDirInUse";

  constructor(dataDir: string, pid: number | undefined) {
    const who = pid === undefined ? "another Parley" : `another Parley (process ${pid})`;
    super(`${dataDir} is in use by ${who}. Stop that one first, or set DATA_DIR to another folder.`);
  }
}

const reasons: [pattern: RegExp, sentence: (dataDir: string, match: RegExpExecArray) => string][] = [
  [
    /could not look up effective user ID (\d+)/,
    (_, [, id]) =>
      `Postgres runs only as a user with an account, and the user id ${id} has none. ` +
      "Add it to /etc/passwd, start Parley as another user, or set DATABASE_URL.",
  ],
  [
    /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/,
    (dir) =>
      `The disk that holds ${dir} is full. Free some space, or set DATA_DIR to a folder on another disk.`,
  ],
  [
    /EACCES|EROFS|Permission denied|Read-only file system|readonly database|unable to open database/,
    (dir) => `Parley may not write to ${dir}. Change the owner of the folder, or set DATA_DIR to another.`,
  ],
  [
    /ENOTDIR|EEXIST|Not a directory/,
    (dir) => `${dir} is not a folder. Set DATA_DIR to a folder, or to a path that does not exist yet.`,
  ],
  [
    /EPERM|EINVAL|Operation not permitted/,
    () =>
      "Postgres does not run as root, and this process may not give files and processes to another user. " +
      "Start Parley as an ordinary user, or set DATABASE_URL.",
  ],
];

/**
 * Converts an error of Node or Postgres to one sentence.
 * @param cause an error of Node, or the text that Postgres wrote before it exited
 * @param failure describes what failed, for causes that have no sentence of their own
 */
export function explain(cause: unknown, failure: string, dataDir: string): EmbeddedError {
  if (cause instanceof EmbeddedError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  for (const [pattern, sentence] of reasons) {
    const match = pattern.exec(text);
    if (match) return new EmbeddedError(sentence(dataDir, match), { cause });
  }
  return new EmbeddedError(`${failure}: ${mainLine(text)}`, { cause });
}

/** The line that names the cause. Postgres marks it with FATAL, PANIC or "error:", among lines with hints. */
function mainLine(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((candidate) => /\b(FATAL|PANIC|error):/.test(candidate)) ?? lines.at(-1);
  return line?.replace(/^.*?\b(FATAL|PANIC|error):\s*/, "").trim() || "it gave no reason";
}
