"use client";
import { Inbox } from "lucide-react";
import Link from "next/link";
import type { InboxFilter } from "../api/types.ts";
import { sessionsPath } from "../shell/paths.ts";
import { strings as shell } from "../shell/strings.ts";
import { buttonClass } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SessionsList } from "./list/sessions-list.tsx";
import { strings } from "./list/strings.ts";

const NEEDS: InboxFilter = { view: "needs" };

/** For somebody who asks what they have to do: what is unread in their conversations, and sessions that need them. */
export function InboxPage() {
  return (
    <SessionsList
      title={shell.inbox}
      filter={NEEDS}
      empty={
        <EmptyState
          icon={Inbox}
          title={strings.nothingNeeds.title}
          action={
            <Link href={sessionsPath} className={buttonClass()}>
              {strings.nothingNeeds.action}
            </Link>
          }
        >
          {strings.nothingNeeds.text}
        </EmptyState>
      }
    />
  );
}
