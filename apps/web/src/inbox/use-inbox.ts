"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../api/trpc.ts";
import type { InboxFilter } from "../api/types.ts";
import { uniqueItems } from "../api/unique-items.ts";
import { useDeletingIds } from "./delete-with-undo.ts";
import { INBOX_PAGE } from "./page-size.ts";

/** The sessions that match a filter, page by page, without those whose deletion can still be undone. */
export function useInbox(filter: InboxFilter) {
  const trpc = useTRPC();
  const hidden = useDeletingIds();
  const query = useInfiniteQuery(
    trpc.sessions.list.infiniteQueryOptions(
      { ...filter, limit: INBOX_PAGE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  const items = useMemo(
    () => uniqueItems(query.data?.pages).filter(({ id }) => !hidden.has(id)),
    [query.data, hidden],
  );
  return { ...query, items };
}
