"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";
import { uniqueItems } from "../../api/unique-items.ts";

const PAGE = 50;

type Page<Item> = { items: Item[]; total: number };
type Query = { search?: string; limit: number; skip: number };

/** The chatbots of the signed-in person, page by page, newest first. */
export function useChatbots(search: string) {
  const trpc = useTRPC();
  return usePaged(trpc.chatbot.chatbots.list.pathKey(), search, (query, signal) =>
    client.chatbot.chatbots.list.query(query, { signal }),
  );
}

/** The same for clients. */
export function useClients(search: string) {
  const trpc = useTRPC();
  return usePaged(trpc.chatbot.clients.list.pathKey(), search, (query, signal) =>
    client.chatbot.clients.list.query(query, { signal }),
  );
}

/** A paged list of chatbots or clients. */
export type Directory<Item> = Omit<ReturnType<typeof usePaged>, "items"> & { items: Item[] };

function usePaged<Item extends { id: string }>(
  key: readonly unknown[],
  search: string,
  load: (query: Query, signal: AbortSignal) => Promise<Page<Item>>,
) {
  const query = useInfiniteQuery({
    queryKey: [...key, "paged", search],
    queryFn: ({ pageParam, signal }) =>
      load({ limit: PAGE, skip: pageParam, ...(search ? { search } : {}) }, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.length * PAGE;
      return loaded < last.total ? loaded : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => uniqueItems(query.data?.pages), [query.data]);
  return { ...query, items, total: query.data?.pages.at(-1)?.total ?? 0 };
}
