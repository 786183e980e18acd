import { SESSION_STATUSES } from "@parley/api/session/statuses";
import type { InboxFilter, SessionKind } from "../../api/types.ts";

const STATUSES = [...SESSION_STATUSES, "ended", "all"] as const;

/**
 * Parses a search: `status:ended` and `kind:agent` become filters, the rest is searched for in titles and messages.
 * A prefix with an unknown value stays part of the words.
 */
export function parseSearch(text: string, kinds: readonly SessionKind[]): InboxFilter {
  const filter: InboxFilter = {};
  const words: string[] = [];
  for (const word of text.split(/\s+/)) {
    const [prefix, value] = word.toLowerCase().split(":", 2);
    const status = STATUSES.find((known) => known === value);
    const kind = kinds.find((known) => known === value);
    if (prefix === "status" && status) filter.status = status;
    else if (prefix === "kind" && kind) filter.kind = kind;
    else if (word) words.push(word);
  }
  if (words.length > 0) filter.q = words.join(" ");
  return filter;
}
