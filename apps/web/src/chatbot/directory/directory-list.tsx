"use client";
import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { strings } from "./strings.ts";
import type { Directory } from "./use-directory.ts";

type DirectoryListProps<Item> = {
  directory: Directory<Item>;
  /** shown when there is none at all */
  empty: ReactNode;
  children: (item: Item) => ReactNode;
};

/** A list of chatbots or clients, loaded page by page. */
export function DirectoryList<Item>({ directory, empty, children }: DirectoryListProps<Item>) {
  const { items, total } = directory;
  if (directory.isPending) return <RowsSkeleton />;
  if (directory.isError && items.length === 0)
    return <ProblemNote error={directory.error} onRetry={() => void directory.refetch()} />;
  if (items.length === 0) return empty;
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col divide-y divide-line border-y border-line">{items.map(children)}</ul>
      <div className="flex items-center justify-between gap-3 text-xs text-faint">
        <span role="status" className="tabular">
          {strings.shown(items.length, total)}
        </span>
        {directory.hasNextPage && (
          <Button
            size="sm"
            pending={directory.isFetchingNextPage}
            onClick={() => void directory.fetchNextPage()}
          >
            {strings.more}
          </Button>
        )}
      </div>
    </div>
  );
}

function RowsSkeleton() {
  return (
    <Loading className="flex flex-col gap-2">
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-16" />
      ))}
    </Loading>
  );
}
