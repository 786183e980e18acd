"use client";
import { lazy, type ReactNode, Suspense } from "react";
import type { InboxFilter } from "../../api/types.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { moreOf } from "../../ui/list-end.tsx";
import { loadCode } from "../../ui/load-code.ts";
import { PageBody } from "../../ui/page-body.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { useNow } from "../../ui/time/clock.ts";
import { useInbox } from "../use-inbox.ts";
import { useInboxActions } from "../use-inbox-actions.ts";
import { InboxList } from "./inbox-list.tsx";
import { useSelection } from "./use-selection.ts";

const SelectionBar = lazy(() =>
  loadCode(() => import("./selection-bar.tsx").then((module) => ({ default: module.SelectionBar }))),
);

type SessionsListProps = {
  title: string;
  filter: InboxFilter;
  /** above the list */
  search?: ReactNode;
  /** in place of a list without sessions */
  empty: ReactNode;
};

/** A page that lists sessions of all kinds, with actions on one and on several. */
export function SessionsList({ title, filter, search, empty }: SessionsListProps) {
  const inbox = useInbox(filter);
  const now = useNow();
  const selection = useSelection(inbox.items);
  const actions = useInboxActions();
  const waiting = inbox.isPending || now === null;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <PageHeader title={title} />
      {search}
      {inbox.isError && !inbox.data ? (
        <PageBody>
          <ProblemNote error={inbox.error} onRetry={() => void inbox.refetch()} />
        </PageBody>
      ) : waiting ? (
        <ListSkeleton />
      ) : inbox.items.length === 0 ? (
        <Suspense>{empty}</Suspense>
      ) : (
        <InboxList
          items={inbox.items}
          now={now}
          more={moreOf(inbox)}
          selection={selection}
          actions={actions}
        />
      )}
      {selection.selected.length > 0 && (
        <Suspense>
          <SelectionBar
            ids={selection.selected}
            listed={inbox.items.length}
            selectAll={selection.selectAll}
            inArchive={filter.archived ?? false}
            clear={selection.clear}
            actions={actions}
          />
        </Suspense>
      )}
    </div>
  );
}

function ListSkeleton() {
  return (
    <Loading className="mx-auto w-full max-w-5xl px-1 pt-10 sm:px-3">
      {[46, 30, 58, 38, 50, 34].map((width) => (
        <div key={width} className="flex h-16 items-center gap-3 px-2">
          <Skeleton className="size-4" />
          <Skeleton className="size-6" />
          <div className="flex flex-1 flex-col gap-2">
            <div style={{ width: `${width}%` }}>
              <Skeleton className="h-3" />
            </div>
            <Skeleton className="h-3 w-2/3" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
