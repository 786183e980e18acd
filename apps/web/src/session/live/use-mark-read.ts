"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";

const DEBOUNCE_MS = 800;

/** Marks a session as read while its page is visible, and again after each change of its version. */
export function useMarkRead(sessionId: string, version: number) {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const mark = () => {
      clearTimeout(timer);
      if (document.hidden) return;
      timer = setTimeout(async () => {
        await client.sessions.markRead.mutate({ id: sessionId }).catch(() => {});
        await queryClient.invalidateQueries({ queryKey: trpc.sessions.list.pathKey() });
      }, DEBOUNCE_MS);
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", mark);
    };
  }, [sessionId, version, queryClient, trpc]);
}
