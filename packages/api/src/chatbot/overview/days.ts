/* Days as a person's calendar has them, whatever the database thinks of time zones. */

const DAY_MS = 86_400_000;

/** Whether a time zone is one that this machine knows, e.g. `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The days from `from` to `to`, both with it: `["2026-01-31", "2026-02-01"]`. Empty when `to` is before `from`. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** The moments at which these days begin in a time zone, and at the end the one at which the last of them is over. */
export function boundsOf(days: readonly string[], timeZone: string): Date[] {
  const last = days.at(-1);
  if (last === undefined) return [];
  const offset = offsetIn(timeZone);
  const after = new Date(Date.parse(last) + DAY_MS).toISOString().slice(0, 10);
  return [...days, after].map((day) => beginning(Date.parse(day), offset));
}

/** A clock that is set forward at midnight lets the day begin later; one that is set back, at the first of two midnights. */
function beginning(midnight: number, offset: (at: number) => number): Date {
  const guess = midnight - offset(midnight);
  const better = midnight - offset(guess);
  return new Date(
    midnight - offset(better) === better
      ? Math.min(better, earlier(guess, midnight, offset))
      : Math.max(guess, better),
  );
}

/** The guess where it holds, too: of two midnights of a day it may be the first. */
const earlier = (guess: number, midnight: number, offset: (at: number) => number) =>
  midnight - offset(guess) === guess ? guess : Number.POSITIVE_INFINITY;

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
function offsetIn(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", era: "short" },
    ...{ year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  });
  return (at) => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - at;
  };
}
