"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { client } from "../../../api/client.ts";
import { useTRPC } from "../../../api/trpc.ts";
import type { Outcome } from "./outcomes.ts";
import type { Table } from "./read-table.ts";

const DEBOUNCE_MS = 300;

/** Asks the server what an import of the table would do. Debounced, as a table may be typed. */
export function useImportCheck(table: Table | null) {
  const trpc = useTRPC();
  // The table itself would be too large for a key.
  const [current, setCurrent] = useState<{ table: Table; id: string } | null>(null);
  useEffect(() => {
    const timer = setTimeout(
      () => setCurrent(table && { table, id: crypto.randomUUID() }),
      table ? DEBOUNCE_MS : 0,
    );
    return () => clearTimeout(timer);
  }, [table]);
  const isCurrent = table !== null && current?.table === table;
  const rows = current?.table.rows ?? [];
  const check = useQuery({
    queryKey: [...trpc.chatbot.clients.pathKey(), "check import", current?.id],
    queryFn: async ({ signal }): Promise<Outcome[]> =>
      rows.length === 0 ? [] : (await client.chatbot.clients.checkImport.mutate({ rows }, { signal })).lines,
    enabled: isCurrent,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return {
    ...check,
    data: isCurrent ? check.data : undefined,
    isError: isCurrent && check.isError,
    isFetching: check.isFetching || (table !== null && !isCurrent),
  };
}
