"use client";
import { COUNTED_NEEDS } from "@parley/api/session/statuses";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { strings } from "../shell/strings.ts";

/** How many sessions need the person; 0 until it is known. The server stops counting at a limit, shown as "100+". */
export function useNeeds() {
  const trpc = useTRPC();
  const needs = useQuery(trpc.sessions.needs.queryOptions());
  const count = needs.data?.count ?? 0;
  return {
    count,
    text: count >= COUNTED_NEEDS ? `${COUNTED_NEEDS}+` : String(count),
    label: strings.inboxCount(count, COUNTED_NEEDS),
  };
}
