"use client";
import { lazy, Suspense } from "react";
import { PageHeader } from "../shell/page-header.tsx";
import { moreOf } from "../ui/list-end.tsx";
import { loadCode } from "../ui/load-code.ts";
import { PageBody } from "../ui/page-body.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { useNow } from "../ui/time/clock.ts";
import { FilterBar } from "./filters/filter-bar.tsx";
import { useUrlFilters } from "./filters/use-url-filters.ts";
import { InboxList } from "./list/inbox-list.tsx";
import { useSelection } from "./list/use-selection.ts";
import { strings } from "./strings.ts";
import { useInbox } from "./use-inbox.ts";
import { useInboxActions } from "./use-inbox-actions.ts";

const EmptyInbox = lazy(() =>
  loadCode(() => import("./list/empty-inbox.tsx").then((module) => ({ default: module.EmptyInbox }))),
);
const SelectionBar = lazy(() =>
  loadCode(() => import("./list/selection-bar.tsx").then((module) => ({ default: module.SelectionBar }))),
);

/** For somebody who looks for a session, or tidies up: the list, its search and filters, actions on several. */
export function InboxPage() {
  const filters = useUrlFilters();
  const inbox = useInbox(filters.filter);
  const now = useNow();
  const selection = useSelection(inbox.items);
  const actions = useInboxActions();
  const waiting = inbox.isPending || now === null;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <PageHeader title={strings.title} />
      <FilterBar filters={filters} />
      {inbox.isError && !inbox.data ? (
        <PageBody>
          <ProblemNote error={inbox.error} onRetry={() => void inbox.refetch()} />
        </PageBody>
      ) : waiting ? (
        <InboxSkeleton />
      ) : inbox.items.length === 0 ? (
        <Suspense>
          <EmptyInbox filtered={filters.isFiltered} clear={filters.params.clear} />
        </Suspense>
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
            inArchive={filters.filter.archived ?? false}
            clear={selection.clear}
            actions={actions}
          />
        </Suspense>
      )}
    </div>
  );
}

function InboxSkeleton() {
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
