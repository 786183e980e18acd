"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { client } from "../../api/client.ts";
import type { Message, MessagePage } from "../../api/types.ts";
import { flatten, type History, unknownOf, withMessage, withNewest } from "./message-cache.ts";

const PAGE = 50;
const key = (sessionId: string) => ["messages", sessionId] as const;

/** A session's messages, oldest first, paged backwards. Never stale: events keep them up to date. */
export function useMessages(sessionId: string) {
  const query = useInfiniteQuery<MessagePage, Error, History, readonly string[], number | null>({
    queryKey: key(sessionId),
    queryFn: ({ pageParam, signal }) => load(sessionId, pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (page) => (page.hasMore ? page.cursors.before : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const messages = useMemo(() => flatten(query.data), [query.data]);
  return { ...query, messages };
}

/**
 * Updates of the cached history from events.
 * `catchUp` loads the newest page after a gap, and calls `onMissed` for each unknown message before adding it.
 */
export function useMessageCache(sessionId: string) {
  const queryClient = useQueryClient();
  const put = useCallback(
    (message: Message) =>
      queryClient.setQueryData<History>(key(sessionId), (known) => withMessage(known, message)),
    [queryClient, sessionId],
  );
  const catchUp = useCallback(
    async (onMissed: (message: Message) => void) => {
      if (!queryClient.getQueryData(key(sessionId))) return;
      const newest = await load(sessionId, null);
      const known = queryClient.getQueryData<History>(key(sessionId));
      for (const message of unknownOf(known, newest)) onMissed(message);
      queryClient.setQueryData<History>(key(sessionId), withNewest(known, newest));
    },
    [queryClient, sessionId],
  );
  return { put, catchUp };
}

function load(sessionId: string, before: number | null, signal?: AbortSignal) {
  const input = { sessionId, limit: PAGE, ...(before === null ? {} : { before }) };
  return client.sessions.messages.query(input, signal ? { signal } : {});
}
