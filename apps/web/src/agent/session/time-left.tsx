"use client";
import type { LiveAgentSession } from "../../session/live/live-session.ts";
import { duration } from "../../ui/time/duration.ts";
import { timeOfDay } from "../../ui/time/time-format.ts";
import { strings } from "../strings.ts";

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
