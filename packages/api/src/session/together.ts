import { sql } from "drizzle-orm";
import { gather, soon } from "./gather.ts";

const MOST = 100;
const AT_ONCE = 4;

/**
 * Makes one read of the reads that are asked for at about the same time: a busy server asks its database once for many
 * requests, an idle one waits for nothing.
 * @param read gives back a value for each key, in their order. Where it fails, it fails for all of them, so no key may be
 * one that the database refuses.
 * @param most keys in one read; fewer where a value may be large, since all of a read's are in memory at once.
 */
export function together<K, V>(
  read: (keys: K[]) => Promise<V[]>,
  most: number = MOST,
): (key: K) => Promise<V> {
  return gather<K, V, V[]>({
    atOnce: AT_ONCE,
    take: (waiting) => [waiting.slice(0, most), waiting.slice(most)],
    run: read,
    done(asked, values) {
      for (const [i, { resolve }] of asked.entries()) resolve(values[i] as V);
    },
    failed(asked, error) {
      for (const { reject } of asked) reject(error);
    },
  });
}

/**
 * Lets those who ask for the same at about the same time share one read, as the last of them asked for it. It begins
 * after that, so everybody finds what was stored before they asked. What it gives is shared too: nobody may change it.
 * @param nameOf what two who ask for the same have in common.
 */
export function shared<K, V>(nameOf: (key: K) => string, read: (key: K) => Promise<V>): typeof read {
  const coming = new Map<string, { last: K; read: Promise<V> }>();
  return (key) => {
    const name = nameOf(key);
    const known = coming.get(name);
    if (known) {
      known.last = key;
      return known.read;
    }
    const begun = new Promise<void>(soon).then(() => {
      const { last } = coming.get(name) ?? { last: key };
      coming.delete(name);
      return read(last);
    });
    coming.set(name, { last: key, read: begun });
    return begun;
  };
}

/** A list of strings as one parameter of a prepared statement, which gets it as JSON: `= any(${listed("ids")})`. */
export const listed = (parameter: string) =>
  sql`array(select json_array_elements_text(${sql.placeholder(parameter)}::json))`;
