"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * The parameters of the page's URL as state: it can be linked, survives a reload, and does not add to the history.
 * An absent parameter reads as "", and "" removes one.
 */
export function useUrlParams<Name extends string = string>() {
  const params = useSearchParams();
  const path = usePathname();
  const get = useCallback((name: Name) => params.get(name) ?? "", [params]);
  const set = useCallback(
    (changes: Partial<Record<Name, string>>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries<string | undefined>(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const query = next.toString();
      window.history.replaceState(null, "", query ? `${path}?${query}` : path);
    },
    [path],
  );
  const clear = useCallback(() => window.history.replaceState(null, "", path), [path]);
  return { get, set, clear, query: params.toString() };
}

export type UrlParams<Name extends string = string> = ReturnType<typeof useUrlParams<Name>>;
