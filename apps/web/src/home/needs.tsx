"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "../api/trpc.ts";
import type { InboxItem } from "../api/types.ts";
import { HandledButton } from "../inbox/handled-button.tsx";
import { strings as inbox } from "../inbox/strings.ts";
import { inboxPath } from "../shell/paths.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { Part } from "./part.tsx";
import { SessionRows } from "./session-rows.tsx";
import { strings } from "./strings.ts";

const SHOWN = 6;
const words = strings.needs;

/** The sessions that need the person, each with its reason. */
export function Needs() {
  const trpc = useTRPC();
  const needs = useQuery(trpc.sessions.list.queryOptions({ view: "needs", limit: SHOWN }));
  // Danger comes first, however many newer things there are.
  const dangers = useQuery(
    trpc.sessions.list.queryOptions({ view: "needs", attention: "danger", limit: SHOWN }),
  );
  const first = dangers.data?.items ?? [];
  const others = (needs.data?.items ?? []).filter(({ attention }) => attention !== "danger");
  const items = [...first, ...others].slice(0, SHOWN);
  const isMore = needs.data?.nextCursor != null || first.length + others.length > SHOWN;
  return (
    <Part title={words.title}>
      {needs.isError && <ProblemNote error={needs.error} onRetry={() => void needs.refetch()} />}
      {needs.isPending && (
        <Loading className="flex flex-col gap-2">
          <Skeleton className="h-12" />
          <Skeleton className="h-12" />
        </Loading>
      )}
      {needs.isSuccess && dangers.isSuccess && items.length === 0 && (
        <p className="text-soft">{words.none}</p>
      )}
      {items.length > 0 && (
        <SessionRows
          items={items}
          note={(item) => <Reason item={item} />}
          action={(item) =>
            item.attention && (
              // Above the row's link, which covers the row.
              <HandledButton id={item.id} className="relative z-10 shrink-0" />
            )
          }
        />
      )}
      {isMore && (
        <Link href={inboxPath} className="w-fit text-accent-text underline underline-offset-2">
          {words.all}
        </Link>
      )}
    </Part>
  );
}

const Reason = ({ item: { attention } }: { item: InboxItem }) => (
  <span className={attention === "danger" ? "font-medium text-danger" : "font-medium text-text"}>
    {attention ? inbox.attention[attention] : words.unread}
  </span>
);
