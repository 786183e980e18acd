"use client";
import { useQuery } from "@tanstack/react-query";
import { Bot } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../../api/trpc.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { strings as agentWords } from "../agents/strings.ts";
import { agentsPath, newAgentPath } from "../paths.ts";
import type { Agent } from "../types.ts";
import { strings as words } from "./strings.ts";
import { useStartSession } from "./use-start-session.ts";

/** Starts a session with an agent of one's choice. */
export function NewAgentSession() {
  const trpc = useTRPC();
  const agentList = useQuery(trpc.agent.agents.list.queryOptions());
  return (
    <>
      {agentList.isPending && <AgentsSkeleton />}
      {agentList.isError && <ProblemNote error={agentList.error} onRetry={() => void agentList.refetch()} />}
      {agentList.data && <Choice agents={agentList.data.items} />}
    </>
  );
}

function Choice({ agents }: { agents: Agent[] }) {
  const session = useStartSession();
  if (agents.length === 0)
    return (
      <EmptyState
        icon={Bot}
        title={agentWords.list.none}
        action={
          <Link href={newAgentPath} className={buttonClass("primary")}>
            {words.noneAction}
          </Link>
        }
      >
        {agentWords.list.noneText}
      </EmptyState>
    );
  return (
    <>
      <h2 className="text-lg font-semibold">{words.lead}</h2>
      {session.error && <ProblemNote error={session.error} />}
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {agents.map((agent) => (
          <li key={agent.id} className="flex flex-wrap items-center gap-3 py-3">
            <h3 className="min-w-48 flex-1 font-medium">{agent.name}</h3>
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
