import { DomainError } from "../errors.ts";
import type { SharedCounts } from "./shared-counts.ts";

/** At most `limit` requests in each window of `windowMs` that begins with the first of them. */
export type Limit = { key: string; limit: number; windowMs: number };

/** How many requests are left in the tightest of the limits that a request fell under. */
export type RateState = { limit: number; remaining: number; resetAt: Date };

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
 * Below this share of a wide limit a request is counted here at once and told to the other processes a moment
 * later; past it, it is counted in the database first, and so is every request under a narrow limit. A narrow
 * limit is exact over all processes. A wide one lets through, at the worst, what a process counted in the moment
 * before it told the others, and a request far from it waits for nothing.
 */
const FREE_SHARE = 1 / 4;
const WIDE = 500;
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

  function knownWindow({ key, windowMs }: Limit, now: number): Window | undefined {
    const known = windows.get(key);
    // A window can't end later than one that begins now, unless the clock was set back.
    return known && known.resetAt > now && known.resetAt <= now + windowMs ? known : undefined;
  }

  function windowOf(asked: Limit, now: number): [string, Window] {
    const { key, limit, windowMs } = asked;
    const known = knownWindow(asked, now);
    if (known) return [key, known];
    if (windows.size >= WINDOWS_MAX) forgetEnded(windows, now);
    const scaled = Math.max(1, Math.round(limit * scale));
    const fresh = { limit: scaled, windowMs, resetAt: now + windowMs, count: 0, unsent: 0, heardAt: 0 };
    windows.set(key, fresh);
    return [key, fresh];
  }

  /** @returns what was counted under each key before the requests that are told of here. */
  async function tell(entries: [string, Window][]): Promise<Map<string, number>> {
    const before = new Map<string, number>();
    const unsent = entries.filter(([, w]) => w.unsent > 0);
    if (!shared || unsent.length === 0) return before;
    const rows = unsent.map(([key, w]) => ({ key, count: w.unsent, resetAt: new Date(w.resetAt) }));
    for (const [key, w] of unsent) {
      w.unsent = 0;
      untold.delete(key);
    }
    const now = clock();
    const totals = await shared.add(rows, now);
    for (const [i, [key, window]] of unsent.entries()) {
      const total = totals.get(key);
      if (!total) continue;
      before.set(key, total.count - (rows[i]?.count ?? 0));
      window.count = total.count + window.unsent;
      window.resetAt = total.resetAt.getTime();
      window.heardAt = now.getTime();
    }
    return before;
  }

  const waiting = new Map<string, Window>();
  let current: Promise<unknown> = Promise.resolve();
  let next: Promise<Map<string, number>> | undefined;

  /**
   * Requests that come while others ask wait for them and ask together: one statement serves many. It is the only
   * way to tell, so that what is unsent when a request is counted is sent with it.
   */
  function tellTogether(entries: [string, Window][]): Promise<Map<string, number>> {
    for (const [key, window] of entries) waiting.set(key, window);
    next ??= current
      .catch(() => {})
      .then(() => {
        const together = [...waiting];
        waiting.clear();
        next = undefined;
        const told = tell(together);
        current = told;
        return told;
      });
    return next;
  }

  const flush = () => tellTogether([...untold]);

  function tellSoon() {
    timer ??= setTimeout(() => {
      timer = undefined;
      // A count that could not be told is lost: a database that is away must not refuse requests.
      flush().catch(() => {});
    }, TELL_EVERY_MS).unref();
  }

  const isFree = (w: Window, now: number) =>
    w.limit >= WIDE && w.count <= w.limit * FREE_SHARE && now - w.heardAt < HEARD_FOR_MS;

  return {
    async take(limits) {
      if (scale === 0 || limits.length === 0) return null;
      const now = clock().getTime();
      // Before any window is made: requests that are refused, each with another key, must not fill the memory.
      const full = limits.map((limit) => knownWindow(limit, now)).find((w) => w && w.count >= w.limit);
      if (full) throw refusal(full, now);
      const entries = limits.map((limit) => windowOf(limit, now));
      const taken = entries.map(([, window]) => window);
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
      // Of requests that are told of together, each has its place: the first ones may still be let through.
      const places = unsure.map(([key, window]) => ({ key, window, place: window.unsent }));
      const before = await tellTogether(unsure);
      const over = places.find(({ key, window, place }) => (before.get(key) ?? 0) + place > window.limit);
      if (over) throw refusal(over.window, now);
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

function forgetEnded(windows: Map<string, Window>, now: number): void {
  for (const [key, window] of windows) if (window.resetAt <= now) windows.delete(key);
}
