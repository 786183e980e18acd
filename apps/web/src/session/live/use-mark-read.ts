"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";

const PAUSE_MS = 800;

/** Marks a session as read while its page is in view, again after each change. */
export function useMarkRead(sessionId: string, version: number) {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  // A change has to be read again
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const mark = () => {
      clearTimeout(timer);
      if (document.hidden) return;
      timer = setTimeout(async () => {
        await client.sessions.markRead.mutate({ id: sessionId }).catch(() => {});
        await queryClient.invalidateQueries({ queryKey: trpc.sessions.list.pathKey() });
      }, PAUSE_MS);
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", mark);
    };
  }, [sessionId, version, queryClient, trpc]);
}
