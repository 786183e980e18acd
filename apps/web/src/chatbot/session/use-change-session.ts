"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { useSessionCache } from "../../session/live/use-session.ts";

/** Changes a chatbot session: its status, its times, what was thought of it. */
export function useChangeSession(id: string) {
  const trpc = useTRPC();
  const { put, reload } = useSessionCache(id);
  return useMutation(
    trpc.chatbot.update.mutationOptions({
      onSuccess: ({ messages: _, chatbot: __, client: ___, ...changed }) => {
        put(changed);
        void reload();
      },
    }),
  );
}
