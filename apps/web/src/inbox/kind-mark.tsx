import { Bot, type LucideIcon, MessagesSquare } from "lucide-react";
import type { InboxItem } from "../api/types.ts";
import { strings } from "./strings.ts";

const marks: Record<InboxItem["kind"], { icon: LucideIcon; className: string }> = {
  agent: { icon: Bot, className: "bg-agent-soft text-agent" },
  chatbot: { icon: MessagesSquare, className: "bg-chatbot-soft text-chatbot" },
};

/** A kind's own icon in its own hue, so that it is told apart with and without colour. */
export function KindMark({ kind }: { kind: InboxItem["kind"] }) {
  const { icon: Icon, className } = marks[kind];
  return (
    <span
      role="img"
      aria-label={strings.kinds[kind]}
      className={`inline-flex size-6 shrink-0 items-center justify-center rounded-md ${className}`}
    >
      <Icon aria-hidden className="size-4" strokeWidth={1.75} />
    </span>
  );
}
