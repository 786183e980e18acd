"use client";
import { duration } from "../../ui/time/duration.ts";
import { timeOfDay } from "../../ui/time/time-format.ts";
import type { LiveAgentSession } from "../types.ts";
import { strings as words } from "./strings.ts";

type TimeLeftProps = { session: LiveAgentSession; left: number; expired: boolean };

/** The time left; not announced, as it changes all the time. */
export function TimeLeft({ session, left, expired }: TimeLeftProps) {
  return (
    <span
      role="timer"
      aria-live="off"
      className="tabular shrink-0 text-xs text-soft"
      title={expired ? undefined : words.leftHint(timeOfDay(session.expiresAt))}
    >
      {expired ? words.expired : words.left(duration(left))}
    </span>
  );
}
