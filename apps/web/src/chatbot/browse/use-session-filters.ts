"use client";
import type { RouterInputs } from "@parley/api/root";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

type BrowseInput = NonNullable<RouterInputs["chatbot"]["browse"]>;
export type SessionFilter = Omit<BrowseInput, "cursor" | "limit" | "q">;
export type FilterName = "q" | "in" | "status" | "bot" | "client" | "from" | "to" | "rating" | "mark";

/** The search and the filters stand in the address: they can be linked, reloaded, and left with Back. */
export function useSessionFilters() {
  const params = useSearchParams();
  const path = usePathname();
  const get = useCallback((name: FilterName) => params.get(name) ?? "", [params]);
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
  const filter = useMemo(() => filterFrom(get), [get]);
  const q = get("q").trim();
  const inMessages = get("in") === "messages";
  // Where to look is no filter; what is looked for is.
  const count = Object.keys(filter).length;
  return {
    get,
    set,
    clear,
    filter,
    q,
    inMessages,
    count,
    any: count > 0 || q !== "",
    key: params.toString(),
  };
}

export type SessionFilters = ReturnType<typeof useSessionFilters>;

const STATUSES = ["ACTIVE", "COMPLETED", "TERMINATED", "SCHEDULED"] as const;

/** What is written wrongly in an address is left out: the page then shows more than was asked for, and no error. */
function filterFrom(get: (name: FilterName) => string): SessionFilter {
  const status = STATUSES.find((known) => known === get("status"));
  const [rating, mark] = [Number(get("rating")), get("mark")];
  const [chatbotId, clientId] = [get("bot"), get("client")].map((id) =>
    /^[0-9a-f]{24}$/.test(id) ? id : "",
  );
  const [from, to] = [momentOf(get("from"), "00:00:00"), momentOf(get("to"), "23:59:59.999")];
  return {
    ...(status ? { status } : {}),
    ...(chatbotId ? { chatbotId } : {}),
    ...(clientId ? { clientId } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...([1, 2, 3, 4, 5].includes(rating) ? { rating } : {}),
    ...(mark === "danger" ? { danger: true as const } : {}),
    ...(mark === "unanswered" ? { unanswered: true as const } : {}),
  };
}

/** A day of the reader's calendar, at a time of their clock. */
function momentOf(day: string, time: string): string | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T${time}`) : null;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
