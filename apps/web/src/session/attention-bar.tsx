"use client";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { HandledButton } from "../inbox/handled-button.tsx";
import { useInboxChange } from "../inbox/inbox-events.ts";
import type { LiveSession } from "./live/live-session.ts";
import { useSessionCache } from "./live/use-session.ts";
import { strings } from "./strings.ts";

type AttentionBarProps = {
  session: LiveSession;
  /** who may be in danger, where the kind can say more than that */
  danger?: ReactNode;
};

/** Why the session needs its owner, with the button that says it is handled. */
export function AttentionBar({ session: { id, attention }, danger }: AttentionBarProps) {
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
      {attention === "danger" && danger ? (
        danger
      ) : (
        <span className="font-medium">{strings.attention[attention]}</span>
      )}
      <HandledButton id={id} onHandled={reload} />
    </div>
  );
}
