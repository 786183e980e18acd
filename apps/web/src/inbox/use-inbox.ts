"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../api/trpc.ts";
import type { InboxFilter, InboxItem } from "../api/types.ts";
import { useHiddenIds } from "./delete-later.ts";
import { INBOX_PAGE } from "./page-size.ts";

/** The sessions that fit a filter, page by page, without those whose deletion waits for its Undo. */
export function useInbox(filter: InboxFilter) {
  const trpc = useTRPC();
  const hidden = useHiddenIds();
  const query = useInfiniteQuery(
    trpc.sessions.list.infiniteQueryOptions(
      { ...filter, limit: INBOX_PAGE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  const items = useMemo(() => {
    const seen = new Map<string, InboxItem>();
    for (const page of query.data?.pages ?? [])
      for (const item of page.items) if (!hidden.has(item.id) && !seen.has(item.id)) seen.set(item.id, item);
    return [...seen.values()];
  }, [query.data, hidden]);
  return { ...query, items };
}
