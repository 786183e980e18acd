"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { useTRPC } from "../../api/trpc.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { agentPath } from "../paths.ts";
import { AgentForm } from "./form.tsx";
import { agentResolver } from "./resolver.ts";
import { strings } from "./strings.ts";
import { type AgentValues, emptyAgent, toAgentInput } from "./values.ts";

/** For somebody who needs another voice: a new agent. */
export function NewAgentPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<AgentValues>({ defaultValues: emptyAgent, resolver: agentResolver });
  const create = useMutation(
    trpc.agent.agents.create.mutationOptions({
      onSuccess: ({ id }) => {
        void queryClient.invalidateQueries({ queryKey: trpc.agent.agents.pathKey() });
        router.push(agentPath(id));
      },
    }),
  );
  return (
    <>
      <PageHeader title={strings.newTitle} />
      <PageBody>
        <AgentForm
          form={form}
          action={strings.create}
          pending={create.isPending || create.isSuccess}
          error={create.error}
          onSubmit={(values) => create.mutate(toAgentInput(values))}
        />
      </PageBody>
    </>
  );
}
