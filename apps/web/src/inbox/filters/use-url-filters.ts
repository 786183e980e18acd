"use client";
import type { InboxFilter } from "../../api/types.ts";
import { kindNames, kinds } from "../../kinds.tsx";
import { useUrlParams } from "../../ui/use-url-params.ts";
import { parseSearch } from "./search-query.ts";

/** The inbox's filters, kept in the URL. */
export function useUrlFilters() {
  const params = useUrlParams();
  return { params, filter: readFilter(params.get), isFiltered: params.query !== "" };
}

function readFilter(get: (name: string) => string): InboxFilter {
  const filter: InboxFilter = {};
  const status = get("status");
  if (status === "active" || status === "ended") filter.status = status;
  const kind = kindNames.find((name) => name === get("kind"));
  if (kind) filter.kind = kind;
  for (const { filters } of kinds) Object.assign(filter, filters?.read(get));
  if (get("archived")) filter.archived = true;
  return { ...filter, ...parseSearch(get("q"), kindNames) };
}
