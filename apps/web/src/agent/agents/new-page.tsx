"use client";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCreating } from "../../editing/use-creating.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { agentPath } from "../paths.ts";
import { AgentForm } from "./form.tsx";
import { agentResolver } from "./resolver.ts";
import { strings } from "./strings.ts";
import { emptyAgent, toAgentInput } from "./values.ts";

/** For somebody who needs another agent. */
export function NewAgentPage() {
  const trpc = useTRPC();
  const { form, formProps } = useCreating({
    empty: emptyAgent,
    resolver: agentResolver,
    create: (values) => client.agent.agents.create.mutate(toAgentInput(values)),
    queryKey: trpc.agent.agents.pathKey(),
    pathOf: agentPath,
    action: strings.create,
  });
  return (
    <>
      <PageHeader title={strings.newTitle} />
      <PageBody>
        <AgentForm form={form} {...formProps} />
      </PageBody>
    </>
  );
}
