"use client";
import { Pin } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { InboxItem } from "../api/types.ts";
import { sessionPath } from "../shell/paths.ts";
import { strings as shell } from "../shell/strings.ts";
import { cx } from "../ui/cx.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { useNow } from "../ui/time/clock.ts";
import { isOver } from "./is-over.ts";
import { KindMark } from "./kind-mark.tsx";
import { byTime } from "./list/by-time.ts";
import { strings } from "./strings.ts";
import { titleOf } from "./title-of.ts";
import { useInbox } from "./use-inbox.ts";

/** The first page of sessions, grouped by time. */
export function SidebarInbox() {
  const inbox = useInbox({});
  const now = useNow();
  return (
    <nav aria-label={shell.recent} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-3 pb-3">
      {inbox.isPending && <SidebarSkeleton />}
      {inbox.isError && <ProblemNote error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.isSuccess && inbox.items.length === 0 && (
        <p className="px-2 text-faint">{strings.sidebarEmpty}</p>
      )}
      {now !== null &&
        byTime(inbox.items, now).map((group) => (
          <section key={group.label} className="flex flex-col">
            <h2 className="px-2 py-1 text-xs font-medium text-faint">{group.label}</h2>
            <ul className="flex flex-col gap-px">
              {group.items.map((item) => (
                <SidebarRow key={item.id} item={item} />
              ))}
            </ul>
          </section>
        ))}
    </nav>
  );
}

function SidebarRow({ item }: { item: InboxItem }) {
  const here = usePathname() === sessionPath(item.id);
  const unread = item.unread && !here;
  return (
    <li>
      <Link
        href={sessionPath(item.id)}
        prefetch={false}
        aria-current={here ? "page" : undefined}
        className={cx(
          "flex min-h-9 items-center gap-2 rounded-md px-2 hover:bg-hover",
          here && "bg-hover",
          unread ? "font-semibold" : "text-soft",
          isOver(item) && !here && "text-faint",
        )}
      >
        <KindMark kind={item.kind} />
        <span className="min-w-0 flex-1 truncate">{titleOf(item)}</span>
        {item.pinned && (
          <Pin role="img" aria-label={strings.pinned} className="size-3.5 shrink-0 text-faint" />
        )}
        {unread && <UnreadDot />}
      </Link>
    </li>
  );
}

/** Marks an unread session. */
export function UnreadDot() {
  return (
    <span className="flex shrink-0 items-center">
      <span aria-hidden className="size-2 rounded-full border border-accent bg-accent" />
      <span className="sr-only">{strings.unread}</span>
    </span>
  );
}

function SidebarSkeleton() {
  return (
    <Loading className="flex flex-col gap-1 pt-6">
      {[70, 55, 80, 62, 74].map((width) => (
        <div key={width} className="flex h-9 items-center gap-2 px-2">
          <Skeleton className="size-6" />
          <div style={{ width: `${width}%` }}>
            <Skeleton className="h-3" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
