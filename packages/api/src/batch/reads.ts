import { sql } from "drizzle-orm";
import { createBatchQueue } from "./queue.ts";

export type BatchOptions = {
  /** Keys in one query; lower where a value may be large: all values of a batch are in memory at the same time. */
  maxBatchSize?: number;
  /**
   * Queries in flight. One makes the largest batches, and so costs least of Node's and Postgres's time; more where a single
   * value may take long to read.
   */
  concurrency?: number;
};

/**
 * Batches single reads: under load one query serves many requests, an idle server queries at once.
 * @param read returns a value for each key, in the order of the keys. If it fails, every key of the batch fails, so no
 *   key may be one that the database rejects.
 */
export function batchReads<K, V>(
  read: (keys: K[]) => Promise<V[]>,
  { maxBatchSize = 100, concurrency = 1 }: BatchOptions = {},
): (key: K) => Promise<V> {
  return createBatchQueue<K, V, V[]>({
    concurrency,
    take: (pending) => [pending.slice(0, maxBatchSize), pending.slice(maxBatchSize)],
    execute: read,
    settle(batch, values) {
      for (const [i, { resolve }] of batch.entries()) resolve(values[i] as V);
    },
    fail(batch, error) {
      for (const { reject } of batch) reject(error);
    },
  });
}

/** A list of strings as one parameter of a prepared statement, passed as JSON: `= any(${textArray("ids")})`. */
export const textArray = (parameter: string) =>
  sql`array(select json_array_elements_text(${sql.placeholder(parameter)}::json))`;
