"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTRPC } from "../api/trpc.ts";
import type { InboxItem } from "../api/types.ts";
import { sessionPath } from "../shell/paths.ts";
import { strings as shell } from "../shell/strings.ts";
import { cx } from "../ui/cx.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { useDeletingIds } from "./delete-with-undo.ts";
import { isOver } from "./is-over.ts";
import { KindMark } from "./kind-mark.tsx";
import { RECENT_PAGE } from "./page-size.ts";
import { strings } from "./strings.ts";
import { titleOf } from "./title-of.ts";

/** The pinned sessions and the newest others. */
export function SidebarSessions() {
  const inbox = useRecent();
  const pinned = inbox.items.filter((item) => item.pinned);
  const recent = inbox.items.filter((item) => !item.pinned);
  return (
    <nav aria-label={shell.recent} className="flex flex-col gap-4">
      {inbox.isPending && <SidebarSkeleton />}
      {inbox.isError && <ProblemNote error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {[[shell.pinned, pinned] as const, [shell.recent, recent] as const].map(
        ([label, items]) =>
          items.length > 0 && (
            <section key={label} className="flex flex-col">
              <h2 className="px-2 py-1 text-xs font-medium text-faint">{label}</h2>
              <ul className="flex flex-col gap-px">
                {items.map((item) => (
                  <SidebarRow key={item.id} item={item} />
                ))}
              </ul>
            </section>
          ),
      )}
    </nav>
  );
}

function useRecent() {
  const trpc = useTRPC();
  const hidden = useDeletingIds();
  const query = useQuery(trpc.sessions.list.queryOptions({ limit: RECENT_PAGE }));
  const items = (query.data?.items ?? []).filter(({ id }) => !hidden.has(id));
  return { ...query, items };
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
