import { SESSION_STATUSES } from "@parley/api/session/statuses";
import type { InboxFilter, SessionKind } from "../../api/types.ts";

const STATUSES = [...SESSION_STATUSES, "ended", "all"] as const;

/** What a prefix with its value asks for; undefined where the value means nothing, and the text is searched for. */
type Prefix = (value: string, kinds: readonly SessionKind[]) => InboxFilter | undefined;

const PREFIXES: Record<string, Prefix> = {
  status: (value) => found(STATUSES, value, (status) => ({ status })),
  kind: (value, kinds) => found(kinds, value, (kind) => ({ kind })),
  is: (value) =>
    value === "unread" ? { unread: true } : value === "archived" ? { archived: true } : undefined,
  who: (value) => (value ? { person: value } : undefined),
  from: (value) => (value ? { person: value } : undefined),
  after: (value) => (isDay(value) ? { after: startOf(value) } : undefined),
  before: (value) => (isDay(value) ? { before: startOf(value) } : undefined),
};

/**
 * Parses a search: `status:ended`, `kind:agent`, `is:unread`, `who:ada` (or `from:ada`), `after:2026-01-31` and
 * `before:2026-02-28` become filters, the rest is searched for in titles, names and messages. A prefix with a value that means
 * nothing stays part of the words.
 */
export function parseSearch(text: string, kinds: readonly SessionKind[]): InboxFilter {
  const filter: InboxFilter = {};
  const words: string[] = [];
  for (const word of text.split(/\s+/)) {
    const at = word.indexOf(":");
    const prefix = word.slice(0, Math.max(at, 0)).toLowerCase();
    const read = Object.hasOwn(PREFIXES, prefix) ? PREFIXES[prefix] : undefined;
    const wanted = read?.(word.slice(at + 1).toLowerCase(), kinds);
    if (wanted) Object.assign(filter, wanted);
    else if (word) words.push(word);
  }
  if (words.length > 0) filter.q = words.join(" ");
  return filter;
}

function found<T extends string>(
  known: readonly T[],
  value: string,
  filter: (value: T) => InboxFilter,
): InboxFilter | undefined {
  const match = known.find((each) => each === value);
  return match && filter(match);
}

const isDay = (value: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(new Date(value).getTime());

/** The beginning of a day in the browser's time zone. */
const startOf = (day: string) => new Date(`${day}T00:00`).toISOString();
