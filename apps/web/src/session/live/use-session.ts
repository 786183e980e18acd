"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";
import { type AnySession, type LiveSession, updated, withDeadline } from "./live-session.ts";

const key = (id: string) => ["session", id] as const;

/** One session, kept up to date by its events, and refetched when the window regains focus. */
export function useSession(id: string) {
  return useQuery({
    queryKey: key(id),
    queryFn: async ({ signal, client: cache }) => {
      const read = await client.sessions.get.query({ id }, { signal });
      // An event may have brought a later version while this response was in flight.
      const known = cache.getQueryData<LiveSession>(key(id));
      return known && known.version > read.version ? known : withDeadline(read);
    },
    refetchOnWindowFocus: "always",
  });
}

/** Updates of the cached session from events and mutations. */
export function useSessionCache(id: string) {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const put = useCallback(
    (session: AnySession) =>
      queryClient.setQueryData<LiveSession>(key(id), (known) => updated(known, session)),
    [queryClient, id],
  );
  const reload = useCallback(() => queryClient.invalidateQueries({ queryKey: key(id) }), [queryClient, id]);
  const reloadInbox = useCallback(
    () => queryClient.invalidateQueries({ queryKey: trpc.sessions.list.pathKey() }),
    [queryClient, trpc],
  );
  return { put, reload, reloadInbox };
}
