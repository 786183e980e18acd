"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { reasonOf } from "../../api/problem.ts";
import { useTRPC } from "../../api/trpc.ts";
import { ConflictNote } from "../../editing/conflict-note.tsx";
import { DeleteSection } from "../../editing/delete-section.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { Button } from "../../ui/button.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { useTitle } from "../../ui/use-title.ts";
import { agentsPath } from "../paths.ts";
import { useStartSession } from "../start/use-start-session.ts";
import type { Agent } from "../types.ts";
import { agentDifferences } from "./differences.ts";
import { AgentForm } from "./form.tsx";
import { agentResolver } from "./resolver.ts";
import { strings } from "./strings.ts";
import { type AgentValues, toAgentInput, toAgentValues } from "./values.ts";

/** For somebody who improves an agent: change it, talk to it, or delete it. */
export function AgentPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const agent = useQuery(trpc.agent.agents.get.queryOptions({ id }, { refetchOnWindowFocus: false }));
  useTitle(agent.data?.name);
  const session = useStartSession();
  return (
    <>
      <PageHeader title={agent.data?.name ?? strings.one}>
        {agent.data && (
          <Button
            pending={session.starting !== null}
            disabled={!session.ready}
            onClick={() => session.start(id)}
          >
            {strings.start}
          </Button>
        )}
      </PageHeader>
      <PageBody>
        {session.error && <ProblemNote error={session.error} />}
        {agent.isPending && (
          <Loading className="flex flex-col gap-4">
            <Skeleton className="h-16" />
            <Skeleton className="h-36" />
            <Skeleton className="h-16" />
          </Loading>
        )}
        {agent.isError && <ProblemNote error={agent.error} onRetry={() => void agent.refetch()} />}
        {agent.data && <EditAgent key={agent.data.id} agent={agent.data} />}
      </PageBody>
    </>
  );
}

function EditAgent({ agent }: { agent: Agent }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const key = trpc.agent.agents.get.queryKey({ id: agent.id });
  const [base, setBase] = useState(agent);
  const [theirs, setTheirs] = useState<Agent | null>(null);
  const form = useForm<AgentValues>({ defaultValues: toAgentValues(agent), resolver: agentResolver });

  function take(saved: Agent) {
    setBase(saved);
    setTheirs(null);
    form.reset(toAgentValues(saved));
    queryClient.setQueryData(key, saved);
    void queryClient.invalidateQueries({ queryKey: trpc.agent.agents.list.queryKey() });
  }

  const save = useMutation(
    trpc.agent.agents.update.mutationOptions({
      onSuccess: take,
      onError: async (error) => {
        const lostRace = ["PRECONDITION_FAILED", "CONFLICT"].includes(reasonOf(error) ?? "");
        if (lostRace)
          setTheirs(
            await queryClient.fetchQuery(
              trpc.agent.agents.get.queryOptions({ id: agent.id }, { staleTime: 0 }),
            ),
          );
      },
    }),
  );
  const saveOver = (version: number) => (values: AgentValues) =>
    save.mutate({ id: agent.id, ...toAgentInput(values), ifVersion: version });
  const { isDirty } = form.formState;

  return (
    <>
      <AgentForm
        form={form}
        action={strings.save}
        pending={save.isPending}
        error={theirs ? null : save.error}
        status={isDirty ? strings.unsaved : save.isSuccess && strings.saved}
        onSubmit={saveOver(base.version)}
      >
        {theirs && (
          <ConflictNote
            rows={agentDifferences(toAgentValues(theirs), form.getValues())}
            keepTheirs={() => take(theirs)}
            keepYours={form.handleSubmit(saveOver(theirs.version))}
          />
        )}
      </AgentForm>
      <DeleteAgent agent={agent} />
    </>
  );
}

function DeleteAgent({ agent: { id, name } }: { agent: Agent }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.agent.agents.delete.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.agent.agents.list.queryKey() }),
    }),
  );
  return (
    <DeleteSection
      remove={() => remove.mutateAsync({ id })}
      pending={remove.isPending}
      error={remove.error}
      words={{
        ...{ action: strings.delete, title: strings.deleteTitle(name), text: strings.deleteText },
        deleted: strings.deleted,
      }}
      next={agentsPath}
    />
  );
}
