"use client";
import type { RouterOutputs } from "@parley/api/root";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { uniqueItems } from "../../api/unique-items.ts";
import type { SessionFilter } from "./use-session-filters.ts";

export type MessageHit = RouterOutputs["chatbot"]["search"]["items"][number];

const PAGE = 30;

/** The messages that contain the words, page by page, newest first. */
export function useMessageSearch(filters: SessionFilter, q: string) {
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.chatbot.search.infiniteQueryOptions(
      { q, filters, limit: PAGE },
      {
        enabled: q !== "",
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        placeholderData: keepPreviousData,
      },
    ),
  );
  const items = useMemo(() => uniqueItems(query.data?.pages), [query.data]);
  return { ...query, items };
}
