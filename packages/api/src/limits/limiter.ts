import { DomainError } from "../errors.ts";
import type { SharedCounts } from "./shared-counts.ts";

/** At most `limit` requests in each window of `windowMs` that begins with the first of them. */
export type Limit = { key: string; limit: number; windowMs: number };

/** How many requests are left in the tightest of the limits that apply to a request. */
export type RateState = { limit: number; remaining: number; resetAt: Date };

export type Limiter = {
  /**
   * Counts one request under each limit.
   * @returns the state of the tightest one, or null when no limit applies.
   * @throws DomainError RATE_LIMITED, with `retryAfter` in seconds.
   */
  take(limits: Limit[]): Promise<RateState | null>;
  /** Adds the counts that only this process knows to the shared counts. */
  flush(): Promise<void>;
};

type Window = {
  limit: number;
  windowMs: number;
  resetAt: number;
  /** Requests counted by all processes, as of the last synchronization, plus those counted here since. */
  count: number;
  /** The part of `count` that is not in the shared counts yet. */
  unsent: number;
};

/**
 * A request far below a wide limit is counted in memory, and flushed to the shared counts up to FLUSH_DELAY_MS
 * later: it waits for no database. A wide limit is exceeded by at most what the processes count in that time.
 * Every other request is counted in the database first, so that a narrow limit is exact over all processes.
 */
const WIDE_LIMIT = 500;
/** The share of a wide limit below which requests are counted in memory. */
const LOCAL_SHARE = 1 / 4;
const FLUSH_DELAY_MS = 100;
const WINDOWS_MAX = 200_000;

/**
 * @param shared counts of all server processes; null when this is the only process.
 * @param scale multiplies every limit; 0 turns them off.
 */
export function createLimiter(options: {
  shared: SharedCounts | null;
  clock: () => Date;
  scale: number;
}): Limiter {
  const { shared, clock, scale } = options;
  const windows = new Map<string, Window>();
  const unsent = new Map<string, Window>();
  let timer: NodeJS.Timeout | undefined;

  function knownWindow({ key, windowMs }: Limit, now: number): Window | undefined {
    const known = windows.get(key);
    // A window can't end later than one that begins now, unless the clock was set back.
    return known && known.resetAt > now && known.resetAt <= now + windowMs ? known : undefined;
  }

  function windowOf(applied: Limit, now: number): [string, Window] {
    const { key, limit, windowMs } = applied;
    const known = knownWindow(applied, now);
    if (known) return [key, known];
    if (windows.size >= WINDOWS_MAX) removeEnded(windows, now);
    const scaled = Math.max(1, Math.round(limit * scale));
    const fresh = { limit: scaled, windowMs, resetAt: now + windowMs, count: 0, unsent: 0 };
    windows.set(key, fresh);
    return [key, fresh];
  }

  /** @returns the shared count of each key before this batch was added. */
  async function sendBatch(entries: [string, Window][]): Promise<Map<string, number>> {
    const before = new Map<string, number>();
    const batch = entries.filter(([, w]) => w.unsent > 0);
    if (!shared || batch.length === 0) return before;
    const rows = batch.map(([key, w]) => ({ key, count: w.unsent, resetAt: new Date(w.resetAt) }));
    for (const [key, w] of batch) {
      w.unsent = 0;
      unsent.delete(key);
    }
    const totals = await shared.add(rows, clock());
    for (const [i, [key, window]] of batch.entries()) {
      const total = totals.get(key);
      if (!total) continue;
      before.set(key, total.count - (rows[i]?.count ?? 0));
      window.count = total.count + window.unsent;
      window.resetAt = total.resetAt.getTime();
    }
    return before;
  }

  const queued = new Map<string, Window>();
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<Map<string, number>> | undefined;

  /**
   * Windows that are sent while a batch is running wait for it and form the next one: one statement serves many
   * requests. Nothing else sends counts, so a batch contains everything that is unsent when it starts.
   */
  function send(entries: [string, Window][]): Promise<Map<string, number>> {
    for (const [key, window] of entries) queued.set(key, window);
    next ??= running
      .catch(() => {})
      .then(() => {
        const batch = [...queued];
        queued.clear();
        next = undefined;
        const sent = sendBatch(batch);
        running = sent;
        return sent;
      });
    return next;
  }

  const flush = () => send([...unsent]);

  function scheduleFlush() {
    timer ??= setTimeout(() => {
      timer = undefined;
      // A count that could not be sent is dropped: requests must not fail because the database is unavailable.
      flush().catch(() => {});
    }, FLUSH_DELAY_MS).unref();
  }

  const isCountedLocally = (w: Window) => w.limit >= WIDE_LIMIT && w.count <= w.limit * LOCAL_SHARE;

  return {
    async take(limits) {
      if (scale === 0 || limits.length === 0) return null;
      const now = clock().getTime();
      // Before any window is made: refused requests, each with a different key, must not fill the memory.
      const full = limits.map((limit) => knownWindow(limit, now)).find((w) => w && w.count >= w.limit);
      if (full) throw refusal(full, now);
      const entries = limits.map((limit) => windowOf(limit, now));
      const taken = entries.map(([, window]) => window);
      for (const [key, window] of entries) {
        window.count += 1;
        if (!shared) continue;
        window.unsent += 1;
        unsent.set(key, window);
      }
      if (!shared) return tightest(taken);
      const uncertain = entries.filter(([, w]) => !isCountedLocally(w));
      if (uncertain.length < entries.length) scheduleFlush();
      if (uncertain.length === 0) return tightest(taken);
      // A request's position in its batch decides: the first ones may pass although the batch exceeds the limit.
      const positions = uncertain.map(([key, window]) => ({ key, window, position: window.unsent }));
      const before = await send(uncertain);
      const exceeded = positions.find(
        ({ key, window, position }) => (before.get(key) ?? 0) + position > window.limit,
      );
      if (exceeded) throw refusal(exceeded.window, now);
      return tightest(taken);
    },
    async flush() {
      clearTimeout(timer);
      timer = undefined;
      await flush();
    },
  };
}

function refusal(full: Window, now: number): DomainError {
  const retryAfter = Math.max(1, Math.ceil((full.resetAt - now) / 1000));
  const per = full.windowMs >= 3_600_000 ? "an hour" : "a minute";
  const message = `Too many requests: at most ${full.limit} ${per}. Try again in ${retryAfter} s`;
  const windowSeconds = full.windowMs / 1000;
  return new DomainError("RATE_LIMITED", message, { limit: full.limit, windowSeconds, retryAfter });
}

function tightest(windows: Window[]): RateState | null {
  const [first, ...rest] = windows;
  if (!first) return null;
  const least = rest.reduce((a, b) => (b.limit - b.count < a.limit - a.count ? b : a), first);
  return {
    limit: least.limit,
    remaining: Math.max(0, least.limit - least.count),
    resetAt: new Date(least.resetAt),
  };
}

function removeEnded(windows: Map<string, Window>, now: number): void {
  for (const [key, window] of windows) if (window.resetAt <= now) windows.delete(key);
}
