"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { useSessionCache } from "../../session/live/use-session.ts";

/** Changes the status, the times or the feedback of a chatbot session. */
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
