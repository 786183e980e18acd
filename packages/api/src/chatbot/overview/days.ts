/* Calendar days in a person's time zone, computed here because the database may have other time zone data. */

const DAY_MS = 86_400_000;

/** Whether this runtime knows the time zone, e.g. `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The days from `from` to `to`, both included: `["2026-01-31", "2026-02-01"]`. Empty when `to` is before `from`. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** The times at which these consecutive days begin in a time zone, followed by the time at which the last one ends. */
export function boundsOf(days: readonly string[], timeZone: string): Date[] {
  const last = days.at(-1);
  if (last === undefined) return [];
  const offset = offsetIn(timeZone);
  const after = new Date(Date.parse(last) + DAY_MS).toISOString().slice(0, 10);
  return [...days, after].map((day) => startOfDay(Date.parse(day), offset));
}

/**
 * The start of a local day. If clocks skip midnight, the day begins after the skipped hour; if midnight occurs twice, at
 * the first one.
 * @param midnight the day's midnight as if it were in UTC.
 * @param offset milliseconds that the zone is ahead of UTC at a time.
 */
function startOfDay(midnight: number, offset: (at: number) => number): Date {
  const guess = midnight - offset(midnight);
  const better = midnight - offset(guess);
  return new Date(
    midnight - offset(better) === better
      ? Math.min(better, earlier(guess, midnight, offset))
      : Math.max(guess, better),
  );
}

/** The guess if it is a midnight as well, because it may be the first of two; otherwise infinity. */
const earlier = (guess: number, midnight: number, offset: (at: number) => number) =>
  midnight - offset(guess) === guess ? guess : Number.POSITIVE_INFINITY;

/** Returns how many milliseconds a zone is ahead of UTC at a time. */
function offsetIn(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (at) => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - at;
  };
}
