"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";
import type { InboxFilter } from "../../api/types.ts";
import { parseSearch } from "./search-query.ts";

export type FilterName = "q" | "status" | "agent" | "archived";

/** The filters stand in the address: they can be linked, reloaded, and left with Back. */
export function useUrlFilters() {
  const params = useSearchParams();
  const path = usePathname();
  const get = (name: FilterName) => params.get(name) ?? "";
  const set = useCallback(
    (changes: Partial<Record<FilterName, string>>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const query = next.toString();
      window.history.replaceState(null, "", query ? `${path}?${query}` : path);
    },
    [path],
  );
  const clear = useCallback(() => window.history.replaceState(null, "", path), [path]);
  return { get, set, clear, filter: filterFrom(get), any: params.size > 0 };
}

function filterFrom(get: (name: FilterName) => string): InboxFilter {
  const status = get("status");
  return {
    ...(status === "active" || status === "ended" ? { status } : {}),
    ...(get("agent") ? { agentId: get("agent") } : {}),
    ...(get("archived") ? { archived: true } : {}),
    ...parseSearch(get("q")),
  };
}
