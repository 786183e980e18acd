"use client";
import { duration } from "../session/duration.ts";
import type { LiveAgentSession } from "../session/live-session.ts";
import { timeOfDay } from "../ui/time-format.ts";
import { strings } from "./strings.ts";

type TimeLeftProps = { session: LiveAgentSession; left: number; expired: boolean };

/** The time left, quietly. */
export function TimeLeft({ session, left, expired }: TimeLeftProps) {
  const words = strings.session;
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
