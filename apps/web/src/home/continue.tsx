"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { Part } from "./part.tsx";
import { SessionRows } from "./session-rows.tsx";
import { strings } from "./strings.ts";

const SHOWN = 5;

/** The person's last conversations that are not over. */
export function Continue() {
  const trpc = useTRPC();
  const own = useQuery(trpc.sessions.list.queryOptions({ view: "own", status: "active", limit: SHOWN }));
  // Those that are unread are listed above.
  const items = (own.data?.items ?? []).filter(({ unread }) => !unread).slice(0, SHOWN);
  if (items.length === 0) return null;
  return (
    <Part title={strings.continue}>
      <SessionRows items={items} />
    </Part>
  );
}
