import { Inbox } from "lucide-react";
import Link from "next/link";
import { sessionsPath } from "../../shell/paths.ts";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { strings } from "./strings.ts";

const words = strings.nothingNeeds;

/** In place of an inbox without sessions: what comes here, and the way to all sessions. */
export function NothingNeeds() {
  return (
    <EmptyState
      icon={Inbox}
      title={words.title}
      action={
        <Link href={sessionsPath} className={buttonClass()}>
          {words.action}
        </Link>
      }
    >
      {words.text}
    </EmptyState>
  );
}
