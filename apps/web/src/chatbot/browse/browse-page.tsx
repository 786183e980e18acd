"use client";
import { MessagesSquare, SearchX, TextSearch } from "lucide-react";
import Link from "next/link";
import { useCallback, useEffect, useRef } from "react";
import { PageHeader } from "../../shell/page-header.tsx";
import { Button, buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { moreOf } from "../../ui/list-end.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { chatbotsPath } from "../paths.ts";
import { strings as frame } from "../strings.ts";
import { FilterBar } from "./filter-bar.tsx";
import { SearchResults } from "./search-results.tsx";
import { SessionsList } from "./sessions-list.tsx";
import { strings } from "./strings.ts";
import { useBrowse, useFreshRows } from "./use-browse.ts";
import { useMessageSearch } from "./use-message-search.ts";
import { type SessionFilters, useSessionFilters } from "./use-session-filters.ts";

/** For an owner of chatbots who looks for a session, or for a message in one. */
export function ChatbotSessionsPage() {
  const filters = useSessionFilters();
  return (
    <>
      <PageHeader title={frame.sessions} />
      <FilterBar filters={filters} />
      {filters.inMessages ? <InMessages filters={filters} /> : <InTitles filters={filters} />}
    </>
  );
}

function InTitles({ filters }: { filters: SessionFilters }) {
  const browsed = useBrowse(filters.filter, filters.q);
  const { items, refresh } = browsed;
  const inView = useRef(0);
  const onView = useCallback((row: number) => {
    inView.current = row;
  }, []);
  useFreshRows(
    refresh,
    useCallback(() => inView.current, []),
  );
  useEffect(() => {
    // Pages cached on an earlier visit may be stale.
    void refresh(inView.current).catch(() => {});
  }, [refresh]);
  if (browsed.isError && !browsed.data) return <Problem query={browsed} />;
  if (browsed.isPending) return <RowsSkeleton />;
  if (items.length === 0) return filters.any ? <NoneFound filters={filters} /> : <NoSessions />;
  return (
    <SessionsList key={filters.key} items={items} filters={filters} more={moreOf(browsed)} onView={onView} />
  );
}

function InMessages({ filters }: { filters: SessionFilters }) {
  const found = useMessageSearch(filters.filter, filters.q);
  if (filters.q === "")
    return (
      <EmptyState icon={TextSearch} title={strings.searchHint.title}>
        {strings.searchHint.text}
      </EmptyState>
    );
  if (found.isError && !found.data) return <Problem query={found} />;
  if (found.isPending) return <RowsSkeleton />;
  if (found.items.length === 0) return <NoneFound filters={filters} />;
  return <SearchResults found={found} q={filters.q} />;
}

type Failed = { error: unknown; refetch: () => unknown };
const Problem = ({ query }: { query: Failed }) => (
  <ProblemNote error={query.error} onRetry={() => void query.refetch()} className="m-5" />
);

function NoneFound({ filters }: { filters: SessionFilters }) {
  const { title, titles, messages, action } = strings.noneFound;
  return (
    <EmptyState icon={SearchX} title={title} action={<Button onClick={filters.clear}>{action}</Button>}>
      {filters.inMessages ? messages : titles}
    </EmptyState>
  );
}

function NoSessions() {
  return (
    <EmptyState
      icon={MessagesSquare}
      title={strings.empty.title}
      action={
        <Link href={chatbotsPath} className={buttonClass("primary")}>
          {strings.empty.action}
        </Link>
      }
    >
      {strings.empty.text}
    </EmptyState>
  );
}

function RowsSkeleton() {
  return (
    <Loading className="px-3 pt-9 sm:px-5">
      {[46, 30, 58, 38, 50, 34, 44].map((width) => (
        <div key={width} className="flex h-14 flex-col justify-center gap-2">
          <div style={{ width: `${width}%` }}>
            <Skeleton className="h-3" />
          </div>
          <Skeleton className="h-3 w-2/3" />
        </div>
      ))}
    </Loading>
  );
}
