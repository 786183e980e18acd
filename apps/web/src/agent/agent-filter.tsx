"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import type { FilterControlsProps } from "../session/kind.ts";
import { FilterSelect } from "../ui/form/filter-select.tsx";
import { strings } from "./strings.ts";

/** Limits the inbox to one agent's sessions; shown when there is a choice. */
export function AgentFilter(props: FilterControlsProps) {
  const trpc = useTRPC();
  const agents = useQuery(trpc.agent.agents.list.queryOptions());
  const items = agents.data?.items ?? [];
  if (items.length < 2) return null;
  return (
    <FilterSelect {...props} name="agent" label={strings.filter.label} all={strings.filter.all}>
      {items.map((agent) => (
        <option key={agent.id} value={agent.id}>
          {agent.name}
        </option>
      ))}
    </FilterSelect>
  );
}
