"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "../../api/trpc.ts";
import { sessionPath } from "../../shell/paths.ts";

/** Starts a session of the signed-in person with an agent, and goes to its page. */
export function useStartSession() {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const me = useQuery(trpc.account.me.queryOptions());
  const create = useMutation(
    trpc.agent.create.mutationOptions({
      onSuccess: ({ id }) => {
        router.push(sessionPath(id));
        void queryClient.invalidateQueries({ queryKey: trpc.sessions.list.pathKey() });
      },
    }),
  );
  const start = (agentId: string) => {
    if (me.data) create.mutate({ agentId, userId: me.data.id });
  };
  return {
    start,
    /** the id of the agent of the session that is being created */
    starting: create.isPending || create.isSuccess ? create.variables.agentId : null,
    error: create.error,
    ready: me.data !== undefined,
  };
}
