"use client";
import { lazy } from "react";
import { loadCode } from "../ui/load-code.ts";
import { FilterBar } from "./filters/filter-bar.tsx";
import { useUrlFilters } from "./filters/use-url-filters.ts";
import { SessionsList } from "./list/sessions-list.tsx";
import { strings } from "./strings.ts";

const EmptySessions = lazy(() =>
  loadCode(() => import("./list/empty-sessions.tsx").then((module) => ({ default: module.EmptySessions }))),
);

/** For somebody who looks for a session, or tidies up: every session, with search and filters. */
export function SessionsPage() {
  const filters = useUrlFilters();
  return (
    <SessionsList
      title={strings.title}
      filter={filters.filter}
      search={<FilterBar filters={filters} />}
      empty={<EmptySessions filtered={filters.isFiltered} clear={filters.params.clear} />}
    />
  );
}
