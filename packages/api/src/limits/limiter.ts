import type { RateState } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { SharedCounts } from "./shared-counts.ts";

/** At most `limit` requests in each window of `windowMs` that begins with the first of them. */
export type Limit = { key: string; limit: number; windowMs: number };

export type Limiter = {
  /**
   * Counts one request under each limit.
   * @returns the state of the tightest one, or null when no limit applies.
   * @throws DomainError RATE_LIMITED, with `retryAfter` in seconds.
   */
  take(limits: Limit[]): Promise<RateState | null>;
  /** Tells the other processes what was counted here and not told yet. */
  flush(): Promise<void>;
};

type Window = {
  limit: number;
  windowMs: number;
  resetAt: number;
  /** Counted by all processes, as far as this one knows. */
  count: number;
  /** The part of `count` that the others were not told of. */
  unsent: number;
  /** When this process last learnt what the others counted. */
  heardAt: number;
};

/**
 * Below this share of a limit a request is counted here at once and told to the other processes a moment later;
 * past it, it is counted in the database first. So up to four processes can't together let more through than
 * the limit says, and a request far from its limit waits for nothing.
 */
const FREE_SHARE = 1 / 4;
const TELL_EVERY_MS = 100;
const HEARD_FOR_MS = 1_000;
const WINDOWS_MAX = 200_000;

/**
 * @param shared counts of all server processes; null when this is the only one.
 * @param scale multiplies every limit; 0 turns them off.
 */
export function createLimiter(options: {
  shared: SharedCounts | null;
  clock: () => Date;
  scale: number;
}): Limiter {
  const { shared, clock, scale } = options;
  const windows = new Map<string, Window>();
  const untold = new Map<string, Window>();
  let timer: NodeJS.Timeout | undefined;

  function windowOf({ key, limit, windowMs }: Limit, now: number): [string, Window] {
    const known = windows.get(key);
    // A window can't end later than one that begins now, unless the clock was set back.
    if (known && known.resetAt > now && known.resetAt <= now + windowMs) return [key, known];
    if (windows.size >= WINDOWS_MAX) forgetEnded(windows, now);
    const scaled = Math.max(1, Math.round(limit * scale));
    const fresh = { limit: scaled, windowMs, resetAt: now + windowMs, count: 0, unsent: 0, heardAt: 0 };
    windows.set(key, fresh);
    return [key, fresh];
  }

  async function tell(entries: [string, Window][]): Promise<void> {
    const unsent = entries.filter(([, w]) => w.unsent > 0);
    if (!shared || unsent.length === 0) return;
    const rows = unsent.map(([key, w]) => ({ key, count: w.unsent, resetAt: new Date(w.resetAt) }));
    for (const [key, w] of unsent) {
      w.unsent = 0;
      untold.delete(key);
    }
    const now = clock();
    const totals = await shared.add(rows, now);
    for (const [key, window] of unsent) {
      const total = totals.get(key);
      if (!total) continue;
      window.count = total.count + window.unsent;
      window.resetAt = total.resetAt.getTime();
      window.heardAt = now.getTime();
    }
  }

  const waiting = new Map<string, Window>();
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  /** Requests that come while others ask wait for them and ask together: one statement serves many. */
  function tellTogether(entries: [string, Window][]): Promise<void> {
    for (const [key, window] of entries) waiting.set(key, window);
    next ??= current
      .catch(() => {})
      .then(() => {
        const together = [...waiting];
        waiting.clear();
        next = undefined;
        current = tell(together);
        return current;
      });
    return next;
  }

  const flush = () => tell([...untold]);

  function tellSoon() {
    timer ??= setTimeout(() => {
      timer = undefined;
      // A count that could not be told is lost: a database that is away must not refuse requests.
      flush().catch(() => {});
    }, TELL_EVERY_MS).unref();
  }

  const isFree = (w: Window, now: number) =>
    w.count <= w.limit * FREE_SHARE && now - w.heardAt < HEARD_FOR_MS;

  return {
    async take(limits) {
      if (scale === 0 || limits.length === 0) return null;
      const now = clock().getTime();
      const entries = limits.map((limit) => windowOf(limit, now));
      const taken = entries.map(([, window]) => window);
      refuseIf(taken, now, (w) => w.count >= w.limit);
      for (const [key, window] of entries) {
        window.count += 1;
        if (!shared) continue;
        window.unsent += 1;
        untold.set(key, window);
      }
      if (!shared) return tightest(taken);
      const unsure = entries.filter(([, w]) => !isFree(w, now));
      if (unsure.length < entries.length) tellSoon();
      if (unsure.length === 0) return tightest(taken);
      await tellTogether(unsure);
      refuseIf(taken, now, (w) => w.count > w.limit);
      return tightest(taken);
    },
    async flush() {
      clearTimeout(timer);
      timer = undefined;
      await flush();
    },
  };
}

function refuseIf(windows: Window[], now: number, isFull: (w: Window) => boolean): void {
  const full = windows.find(isFull);
  if (!full) return;
  const retryAfter = Math.max(1, Math.ceil((full.resetAt - now) / 1000));
  const per = full.windowMs >= 3_600_000 ? "an hour" : "a minute";
  throw new DomainError(
    "RATE_LIMITED",
    `Too many requests: at most ${full.limit} ${per}. Try again in ${retryAfter} s`,
    {
      limit: full.limit,
      windowSeconds: full.windowMs / 1000,
      retryAfter,
    },
  );
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

function forgetEnded(windows: Map<string, Window>, now: number): void {
  for (const [key, window] of windows) if (window.resetAt <= now) windows.delete(key);
}
