import { sql } from "drizzle-orm";

/** Keys in one read at the most. */
const MOST = 100;

type Asked<K, V> = { key: K; resolve: (value: V) => void; reject: (error: unknown) => void };

/**
 * Calls back when what has arrived by now is looked at. A request comes in pieces and its credential and limits are asked
 * first: in one turn of the event loop few get so far, in two most do, and an idle server's turns take no time.
 */
export const soon = (callback: () => void): void => {
  setImmediate(() => setImmediate(callback));
};

/**
 * Makes one read of the reads that are asked for at about the same time: a busy server asks its database once for many
 * requests, an idle one waits for nothing.
 * @param read gives back a value for each key, in their order. Where it fails, it fails for all of them, so no key may be
 * one that the database refuses.
 */
export function together<K, V>(read: (keys: K[]) => Promise<V[]>): (key: K) => Promise<V> {
  let waiting: Asked<K, V>[] = [];

  async function send(asked: Asked<K, V>[]): Promise<void> {
    try {
      const values = await read(asked.map(({ key }) => key));
      for (const [i, { resolve }] of asked.entries()) resolve(values[i] as V);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  function sendAll() {
    const all = waiting;
    waiting = [];
    for (let i = 0; i < all.length; i += MOST) void send(all.slice(i, i + MOST));
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ key, resolve, reject }) === 1) soon(sendAll);
    });
}

/** A list of strings as one parameter of a prepared statement, which gets it as JSON: `= any(${listed("ids")})`. */
export const listed = (parameter: string) =>
  sql`array(select json_array_elements_text(${sql.placeholder(parameter)}::json))`;
