"use client";
import { Clock } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { duration } from "../../ui/time/duration.ts";
import { timeOfDay } from "../../ui/time/time-format.ts";
import type { LiveAgentSession } from "../types.ts";
import type { Expiry } from "./expiry.ts";
import { strings as words } from "./strings.ts";

type ExpiryBarProps = {
  session: LiveAgentSession;
  expiry: Expiry;
  left: number;
  extending: boolean;
  onExtend: () => void;
};

/** "Expires in 4 min · Extend", near the expiry. Announced once; the countdown is silent. */
export function ExpiryBar({ session, expiry, left, extending, onExtend }: ExpiryBarProps) {
  const announcement = useAnnouncement(expiry.near, left);
  return (
    <>
      <div aria-live="polite" className="sr-only">
        {announcement}
      </div>
      {expiry.near && (
        <div
          data-edge
          className="flex min-h-11 flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-warn-soft px-4 py-1.5 text-text"
        >
          <Clock aria-hidden className="size-4 text-warn" />
          <span className="tabular font-medium">{words.expiresIn(duration(left))}</span>
          {expiry.atMaximum ? (
            <span id="extend-off">{words.atMaximum(timeOfDay(session.maxExpiresAt))}</span>
          ) : null}
          <Button
            size="sm"
            pending={extending}
            onClick={onExtend}
            disabled={expiry.atMaximum}
            aria-describedby={expiry.atMaximum ? "extend-off" : undefined}
          >
            {words.extend}
          </Button>
        </div>
      )}
    </>
  );
}

/** The announcement when the expiry comes near; it stays the same during the countdown. */
function useAnnouncement(near: boolean, left: number): string {
  const [text, setText] = useState("");
  if (near && !text) setText(words.announce(duration(left)));
  if (!near && text) setText("");
  return text;
}
