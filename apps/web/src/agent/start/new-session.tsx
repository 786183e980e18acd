"use client";
import { useQuery } from "@tanstack/react-query";
import { Bot } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../../api/trpc.ts";
import type { Agent } from "../../api/types.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { agentsPath, newAgentPath } from "../../shell/paths.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { strings } from "../strings.ts";
import { useStartSession } from "./use-start-session.ts";

const words = strings.new;

/** For somebody who wants to talk: choose an agent and begin. */
export function NewSessionPage() {
  const trpc = useTRPC();
  const agents = useQuery(trpc.agent.agents.list.queryOptions());
  return (
    <>
      <PageHeader title={words.title} />
      <PageBody>
        {agents.isPending && <AgentsSkeleton />}
        {agents.isError && <ProblemNote error={agents.error} onRetry={() => void agents.refetch()} />}
        {agents.data && <Choice agents={agents.data.items} />}
      </PageBody>
    </>
  );
}

function Choice({ agents }: { agents: Agent[] }) {
  const session = useStartSession();
  if (agents.length === 0)
    return (
      <EmptyState
        icon={Bot}
        title={words.none}
        action={
          <Link href={newAgentPath} className={buttonClass("primary")}>
            {words.noneAction}
          </Link>
        }
      >
        {words.noneText}
      </EmptyState>
    );
  return (
    <>
      <h2 className="text-lg font-semibold">{words.lead}</h2>
      {session.error && <ProblemNote error={session.error} />}
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {agents.map((agent) => (
          <li key={agent.id} className="flex flex-wrap items-center gap-3 py-3">
            <div className="min-w-48 flex-1">
              <h3 className="font-medium">{agent.name}</h3>
              <p className="line-clamp-2 text-soft">{agent.systemPrompt || strings.agents.noPrompt}</p>
            </div>
            <Button
              look="primary"
              pending={session.starting === agent.id}
              disabled={!session.ready || (session.starting !== null && session.starting !== agent.id)}
              onClick={() => session.start(agent.id)}
            >
              {words.start(agent.name)}
            </Button>
          </li>
        ))}
      </ul>
      <Link href={agentsPath} className="w-fit text-accent-text underline underline-offset-2">
        {words.manage}
      </Link>
    </>
  );
}

function AgentsSkeleton() {
  return (
    <Loading className="flex flex-col gap-4">
      <Skeleton className="h-7 w-56" />
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-14" />
      ))}
    </Loading>
  );
}
