const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const unit = (name: "second" | "minute" | "hour") =>
  new Intl.NumberFormat(undefined, { style: "unit", unit: name, unitDisplay: "short" });
const seconds = unit("second");
const minutes = unit("minute");
const hours = unit("hour");

/** Formats milliseconds as "45 sec", "4 min", "2 hr 5 min", rounded down. */
export function duration(ms: number): string {
  if (ms < MINUTE) return seconds.format(Math.floor(ms / SECOND));
  if (ms < HOUR) return minutes.format(Math.floor(ms / MINUTE));
  const rest = Math.floor((ms % HOUR) / MINUTE);
  const whole = hours.format(Math.floor(ms / HOUR));
  return rest === 0 ? whole : `${whole} ${minutes.format(rest)}`;
}
