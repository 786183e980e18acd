"use client";
import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Select, TextInput } from "../../ui/form/field.tsx";
import { strings } from "../strings.ts";
import type { FilterName, useUrlFilters } from "./use-url-filters.ts";

const PAUSE_MS = 250;

type Filters = ReturnType<typeof useUrlFilters>;

/** Search and filters above the list. */
export function FilterBar({ filters }: { filters: Filters }) {
  const trpc = useTRPC();
  const agents = useQuery(trpc.agent.agents.list.queryOptions());
  return (
    <search className="border-b border-line px-1 py-2 sm:px-3" aria-label={strings.filters}>
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-2 px-2">
        <SearchInput filters={filters} />
        <FilterSelect filters={filters} name="status" label={strings.status.label}>
          <option value="">{strings.status.all}</option>
          <option value="active">{strings.status.active}</option>
          <option value="ended">{strings.status.ended}</option>
        </FilterSelect>
        {(agents.data?.items.length ?? 0) > 1 && (
          <FilterSelect filters={filters} name="agent" label={strings.agent.label}>
            <option value="">{strings.agent.all}</option>
            {agents.data?.items.map((agent) => (
              <option key={agent.id} value={agent.id}>
                {agent.name}
              </option>
            ))}
          </FilterSelect>
        )}
        <FilterSelect filters={filters} name="archived" label={strings.archived.label}>
          <option value="">{strings.archived.no}</option>
          <option value="1">{strings.archived.yes}</option>
        </FilterSelect>
      </div>
    </search>
  );
}

/** Looks on the server when the typing pauses. */
function SearchInput({ filters }: { filters: Filters }) {
  const inUrl = filters.get("q");
  const [text, setText] = useState(inUrl);
  const sent = useRef(inUrl);
  const { set } = filters;
  useEffect(() => {
    if (inUrl === sent.current) return;
    sent.current = inUrl;
    setText(inUrl);
  }, [inUrl]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      set({ q: text });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, set]);
  return (
    <div className="relative min-w-full flex-1 sm:min-w-48">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-faint" />
      <TextInput
        type="search"
        aria-label={strings.searchLabel}
        placeholder={strings.searchPlaceholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-9 py-0 pl-9"
      />
    </div>
  );
}

type FilterSelectProps = { filters: Filters; name: FilterName; label: string; children: React.ReactNode };

function FilterSelect({ filters, name, label, children }: FilterSelectProps) {
  return (
    <Select
      aria-label={label}
      value={filters.get(name)}
      onChange={(event) => filters.set({ [name]: event.target.value })}
      // On a phone two stand beside each other: three would cut their words.
      className="w-auto min-w-34 flex-1 sm:max-w-44 sm:min-w-0 sm:flex-none"
    >
      {children}
    </Select>
  );
}
