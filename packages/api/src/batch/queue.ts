/** A caller that waits for its item to be executed as part of a batch. */
export type Pending<T, R> = { item: T; resolve: (result: R) => void; reject: (error: unknown) => void };

export type BatchExecution<T, R, S> = {
  /** Batches in flight at the same time; a batch that runs longer than 50 ms no longer counts. */
  concurrency: number;
  /** Splits the pending items into the next batch and those that stay queued. */
  take: (pending: Pending<T, R>[]) => [batch: Pending<T, R>[], queued: Pending<T, R>[]];
  execute: (items: T[]) => Promise<S>;
  settle: (batch: Pending<T, R>[], results: S) => void;
  fail: (batch: Pending<T, R>[], error: unknown) => void;
};

/** A batch that runs longer than this may be waiting for a lock; it must not hold up the batches behind it. */
const SLOW_BATCH_MS = 50;

/**
 * Runs the callback two event-loop turns later. A request arrives in several I/O callbacks (body, credential, limits):
 * after one turn few concurrent requests have reached the batch, after two most have. An idle loop turns at once.
 */
export const afterTwoTurns = (callback: () => void): void => {
  setImmediate(() => setImmediate(callback));
};

/**
 * Collects items that arrive at about the same time and executes them as one batch.
 * @returns enqueues an item; resolves with its own result. On an idle server it adds no waiting time.
 */
export function createBatchQueue<T, R, S>(execution: BatchExecution<T, R, S>): (item: T) => Promise<R> {
  const { concurrency, take, execute, settle, fail } = execution;
  let queue: Pending<T, R>[] = [];
  let inFlight = 0;
  let isFlushScheduled = false;

  async function run(batch: Pending<T, R>[]): Promise<void> {
    const release = acquireSlot();
    let results: S;
    try {
      results = await execute(batch.map(({ item }) => item));
    } catch (error) {
      release();
      fail(batch, error);
      return;
    }
    // Before the results are handed out, so that Postgres executes the next batch while this process settles this one.
    release();
    settle(batch, results);
  }

  /** @returns frees the slot, once; a slow batch frees it by timeout. */
  function acquireSlot(): () => void {
    let isReleased = false;
    inFlight += 1;
    const release = () => {
      if (isReleased) return;
      isReleased = true;
      clearTimeout(timer);
      inFlight -= 1;
      flush();
    };
    const timer = setTimeout(release, SLOW_BATCH_MS);
    return release;
  }

  function flush() {
    isFlushScheduled = false;
    while (inFlight < concurrency && queue.length > 0) {
      const [batch, queued] = take(queue);
      queue = queued;
      void run(batch);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (isFlushScheduled || inFlight === concurrency) return;
      isFlushScheduled = true;
      afterTwoTurns(flush);
    });
}
