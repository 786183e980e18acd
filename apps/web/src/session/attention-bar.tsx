"use client";
import { CircleAlert } from "lucide-react";
import { HandledButton } from "../inbox/handled-button.tsx";
import { useInboxChange } from "../inbox/inbox-events.ts";
import type { LiveSession } from "./live/live-session.ts";
import { useSessionCache } from "./live/use-session.ts";
import { strings } from "./strings.ts";

/** Why the session needs its owner, with the button that says it is handled. */
export function AttentionBar({ session: { id, attention } }: { session: LiveSession }) {
  const { reload } = useSessionCache(id);
  // The events of the session are for everybody in it; what needs its owner is theirs alone.
  useInboxChange(reload);
  if (!attention) return null;
  return (
    <div
      data-edge
      className="flex min-h-11 flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-warn-soft px-4 py-1.5 text-text"
    >
      <CircleAlert aria-hidden className="size-4 text-warn" />
      <span className="font-medium">{strings.attention[attention]}</span>
      <HandledButton id={id} onHandled={reload} />
    </div>
  );
}
