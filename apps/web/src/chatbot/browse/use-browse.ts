"use client";
import type { RouterOutputs } from "@parley/api/root";
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";
import { uniqueItems } from "../../api/unique-items.ts";
import { useInboxChange } from "../../inbox/inbox-events.ts";
import { withRefreshed } from "./refreshed-pages.ts";
import type { SessionFilter } from "./use-session-filters.ts";

export type BrowsePage = RouterOutputs["chatbot"]["browse"];
export type BrowsedSession = BrowsePage["items"][number];

const PAGE = 50;

/**
 * The sessions that match, page by page. After a change only the newest page and the page in view are refetched, as a
 * refetch of all pages would load thousands of rows for somebody who has scrolled far.
 */
export function useBrowse(filter: SessionFilter, q: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const input = useMemo(() => ({ ...filter, ...(q ? { q } : {}), limit: PAGE }), [filter, q]);
  // Memoized, because `refresh` depends on the query key, and an effect on `refresh`.
  const options = useMemo(
    () =>
      trpc.chatbot.browse.infiniteQueryOptions(input, {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        placeholderData: keepPreviousData,
        staleTime: Number.POSITIVE_INFINITY,
      }),
    [trpc, input],
  );
  const query = useInfiniteQuery(options);
  const items = useMemo(() => uniqueItems(query.data?.pages), [query.data]);
  const { queryKey } = options;
  const refresh = useCallback(
    async (inView: number) => {
      const known = queryClient.getQueryData<InfiniteData<BrowsePage, string | null>>(queryKey);
      for (const index of new Set([0, pageOf(known, inView)])) {
        const cursor = known?.pageParams[index] ?? undefined;
        const page = await client.chatbot.browse.query({ ...input, ...(cursor ? { cursor } : {}) });
        queryClient.setQueryData<InfiniteData<BrowsePage, string | null>>(queryKey, (now) =>
          withRefreshed(now, index, page),
        );
      }
    },
    [queryClient, queryKey, input],
  );
  return { ...query, items, refresh };
}

/** Refreshes after a change in any session. A failed refresh is retried with the next change. */
export function useFreshRows(refresh: (inView: number) => Promise<void>, inView: () => number) {
  useInboxChange(useCallback(() => void refresh(inView()).catch(() => {}), [refresh, inView]));
}

/** The index of the page that holds a row. */
function pageOf(data: InfiniteData<BrowsePage> | undefined, row: number): number {
  let end = 0;
  const index = (data?.pages ?? []).findIndex((page) => {
    end += page.items.length;
    return row < end;
  });
  return Math.max(0, index);
}
