import { strings } from "../strings.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const dayOfYear = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", day: "numeric" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });

/** Date and time to the second, in the browser's locale and time zone. */
export const exactTime = (at: string): string => exact.format(new Date(at));

/** The time of day, in the browser's locale and time zone. */
export const timeOfDay = (at: string | number): string => clock.format(new Date(at));

/** The date, with the year where it is not this one. */
function dateOf(at: string, now: number): string {
  const date = new Date(at);
  return (date.getFullYear() === new Date(now).getFullYear() ? day : dayOfYear).format(date);
}

/** "just now", "5 min ago", "in 2 hr", then the date. */
export function relativeTime(at: string, now: number): string {
  const diff = new Date(at).getTime() - now;
  const size = Math.abs(diff);
  if (size < MINUTE) return strings.justNow;
  if (size < HOUR) return relative.format(Math.trunc(diff / MINUTE), "minute");
  if (size < DAY) return relative.format(Math.trunc(diff / HOUR), "hour");
  if (size < 7 * DAY) return relative.format(Math.trunc(diff / DAY), "day");
  return dateOf(at, now);
}
