"use client";
import type { RouterInputs } from "@parley/api/root";
import { useMemo } from "react";
import { useUrlParams } from "../../ui/use-url-params.ts";

type BrowseInput = NonNullable<RouterInputs["chatbot"]["browse"]>;
export type SessionFilter = Omit<BrowseInput, "cursor" | "limit" | "q">;
export type FilterName = "q" | "in" | "status" | "bot" | "client" | "from" | "to" | "rating" | "mark";

/** The search and the filters of the table, kept in the URL. */
export function useSessionFilters() {
  const { get, set, clear, query } = useUrlParams<FilterName>();
  const filter = useMemo(() => filterFrom(get), [get]);
  const q = get("q").trim();
  const inMessages = get("in") === "messages";
  // Where to search is not a filter; what is searched for is one.
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
    /** differs for each search */
    key: query,
  };
}

export type SessionFilters = ReturnType<typeof useSessionFilters>;

const STATUSES = ["ACTIVE", "COMPLETED", "TERMINATED", "SCHEDULED"] as const;

/** Ignores invalid parameters: a mistyped URL shows more sessions rather than an error. */
function filterFrom(get: (name: FilterName) => string): SessionFilter {
  const filter: SessionFilter = {};
  const status = STATUSES.find((known) => known === get("status"));
  const from = timeOf(get("from"), "00:00:00");
  const to = timeOf(get("to"), "23:59:59.999");
  const rating = Number(get("rating"));
  if (status) filter.status = status;
  if (isId(get("bot"))) filter.chatbotId = get("bot");
  if (isId(get("client"))) filter.clientId = get("client");
  if (from) filter.from = from;
  if (to) filter.to = to;
  if ([1, 2, 3, 4, 5].includes(rating)) filter.rating = rating;
  if (get("mark") === "danger") filter.danger = true;
  if (get("mark") === "unanswered") filter.unanswered = true;
  return filter;
}

const isId = (text: string) => /^[0-9a-f]{24}$/.test(text);

/** A time of day in the browser's time zone, in ISO 8601 UTC. */
function timeOf(day: string, time: string): string | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T${time}`) : null;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
