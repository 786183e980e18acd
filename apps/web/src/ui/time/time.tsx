"use client";
import { useNow } from "./clock.ts";
import { exactTime, relativeTime } from "./time-format.ts";

/** A relative time ("5 min ago"), exact on hover. Empty until the browser's clock is known. */
export function Time({ at, className }: { at: string; className?: string }) {
  const now = useNow();
  if (now === null) return <time dateTime={at} className={className} />;
  return (
    <time dateTime={at} title={exactTime(at)} className={className}>
      {relativeTime(at, now)}
    </time>
  );
}
