import { isRefused } from "@parley/db/errors";
import { createBatchQueue, type Pending } from "./queue.ts";

const MAX_BATCH_SIZE = 100;
/** One at a time: a batch then holds as many writes as possible, and they share one commit. */
const CONCURRENT_BATCHES = 1;

export type BatchedWrite<T, R> = {
  /** The row that a write changes. Two writes to one row never share a batch. */
  subjectOf: (item: T) => string;
  /**
   * One statement for all items that skips locked rows (SKIP LOCKED).
   * @returns a result for each item, in order; undefined where nothing was written.
   */
  writeMany: (items: T[]) => Promise<(R | undefined)[]>;
  /** The same for one item, waiting for locks. Called for each item that `writeMany` skipped. */
  writeOne: (item: T) => Promise<R>;
};

/**
 * Batches writes into one statement and one commit. Each write succeeds or fails by itself: an item that a batch skips,
 * or that a failing batch contains, is written again alone.
 */
export function batchWrites<T, R>({ subjectOf, writeMany, writeOne }: BatchedWrite<T, R>) {
  const retryAlone = ({ item, resolve, reject }: Pending<T, R>) => void writeOne(item).then(resolve, reject);

  return createBatchQueue<T, R, (R | undefined)[]>({
    concurrency: CONCURRENT_BATCHES,
    execute: writeMany,
    /** The first item of each subject; later ones of the same subject stay queued, in order. */
    take(pending) {
      const taken = new Map<string, Pending<T, R>>();
      const queued: Pending<T, R>[] = [];
      for (const each of pending) {
        const subject = subjectOf(each.item);
        if (taken.size === MAX_BATCH_SIZE || taken.has(subject)) queued.push(each);
        else taken.set(subject, each);
      }
      return [[...taken.values()], queued];
    },
    settle(batch, results) {
      for (const [i, each] of batch.entries()) {
        const result = results[i];
        if (result === undefined) retryAlone(each);
        else each.resolve(result);
      }
    },
    fail(batch, error) {
      const mayBeOfOneItem = batch.length > 1 && isRefused(error);
      for (const each of batch) {
        if (mayBeOfOneItem) retryAlone(each);
        else each.reject(error);
      }
    },
  });
}
