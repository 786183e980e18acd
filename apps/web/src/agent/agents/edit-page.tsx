"use client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";
import { DeleteSection } from "../../editing/delete-section.tsx";
import { EditFrame } from "../../editing/edit-frame.tsx";
import { useEditing } from "../../editing/use-editing.ts";
import { Button } from "../../ui/button.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { agentsPath } from "../paths.ts";
import { useStartSession } from "../start/use-start-session.ts";
import type { Agent } from "../types.ts";
import { agentDifferences } from "./differences.ts";
import { AgentForm } from "./form.tsx";
import { agentResolver } from "./resolver.ts";
import { strings } from "./strings.ts";
import { toAgentInput, toAgentValues } from "./values.ts";

/** For somebody who improves an agent: change it, talk to it, or delete it. */
export function AgentPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.agent.agents.get.queryOptions({ id }, { refetchOnWindowFocus: false }));
  const session = useStartSession();
  return (
    <EditFrame
      query={query}
      title={strings.one}
      action={() => (
        <Button
          pending={session.starting !== null}
          disabled={!session.ready}
          onClick={() => session.start(id)}
        >
          {strings.start}
        </Button>
      )}
    >
      {(agent) => (
        <PageBody>
          {session.error && <ProblemNote error={session.error} />}
          <EditAgent key={agent.id} agent={agent} />
        </PageBody>
      )}
    </EditFrame>
  );
}

function EditAgent({ agent }: { agent: Agent }) {
  const { id, name } = agent;
  const { get, list } = useTRPC().agent.agents;
  const { form, formProps, forget } = useEditing({
    thing: agent,
    queryKey: get.queryKey({ id }),
    listKey: list.pathKey(),
    read: () => client.agent.agents.get.query({ id }),
    save: (values, base) =>
      client.agent.agents.update.mutate({ id, ...toAgentInput(values), ifVersion: base.version }),
    toValues: toAgentValues,
    resolver: agentResolver,
    differences: agentDifferences,
    words: strings,
  });
  return (
    <>
      <AgentForm form={form} {...formProps} />
      <DeleteSection
        name={name}
        remove={() => client.agent.agents.delete.mutate({ id }).then(forget)}
        listKey={list.pathKey()}
        words={strings}
        next={agentsPath}
      />
    </>
  );
}
