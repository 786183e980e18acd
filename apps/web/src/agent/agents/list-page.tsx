"use client";
import { useQuery } from "@tanstack/react-query";
import { Bot, Plus } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../../api/trpc.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { RowLink } from "../../ui/row-link.tsx";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { Time } from "../../ui/time/time.tsx";
import { agentPath, newAgentPath } from "../paths.ts";
import type { Agent } from "../types.ts";
import { strings } from "./strings.ts";

const words = strings.list;

/** For somebody who decides who answers: all agents, and a link to create one. */
export function AgentsPage() {
  const trpc = useTRPC();
  const agents = useQuery(trpc.agent.agents.list.queryOptions());
  const create = (
    <Link href={newAgentPath} className={buttonClass("primary")}>
      <Plus aria-hidden className="size-4" />
      {words.create}
    </Link>
  );
  return (
    <>
      <PageHeader title={words.title}>{agents.data && agents.data.items.length > 0 && create}</PageHeader>
      <PageBody>
        {agents.isPending && (
          <Loading className="flex flex-col gap-2">
            {[1, 2, 3].map((row) => (
              <Skeleton key={row} className="h-16" />
            ))}
          </Loading>
        )}
        {agents.isError && <ProblemNote error={agents.error} onRetry={() => void agents.refetch()} />}
        {agents.data?.items.length === 0 && (
          <EmptyState icon={Bot} title={words.none} action={create}>
            {words.noneText}
          </EmptyState>
        )}
        {agents.data && agents.data.items.length > 0 && (
          <ul className="flex flex-col divide-y divide-line border-y border-line">
            {agents.data.items.map((agent) => (
              <AgentRow key={agent.id} agent={agent} />
            ))}
          </ul>
        )}
      </PageBody>
    </>
  );
}

function AgentRow({ agent }: { agent: Agent }) {
  return (
    <li className="relative flex flex-col gap-1 px-2 py-3 hover:bg-hover">
      <RowLink href={agentPath(agent.id)}>{agent.name}</RowLink>
      <p className="line-clamp-2 text-soft">{agent.systemPrompt || words.noPrompt}</p>
      <p className="text-xs text-faint">
        {agent.model ?? words.builtIn} · {words.knows(agent.knowledge.length)} · {words.edited}{" "}
        <Time at={agent.updatedAt} />
      </p>
    </li>
  );
}
