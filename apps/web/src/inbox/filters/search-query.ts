import type { InboxFilter } from "../../api/types.ts";

const STATUSES = ["active", "ended", "all"] as const;

/**
 * Reads what was typed into the search: `status:expired` and `kind:agent` become filters, the rest is looked for in
 * titles and messages. A prefix with a value that means nothing stays part of the words.
 */
export function parseSearch(text: string): InboxFilter {
  const filter: InboxFilter = {};
  const words: string[] = [];
  for (const word of text.split(/\s+/)) {
    const [prefix, value] = word.toLowerCase().split(":", 2);
    const status = STATUSES.find((known) => known === value);
    if (prefix === "status" && status) filter.status = status;
    else if (prefix === "kind" && value === "agent") filter.kind = "agent";
    else if (word) words.push(word);
  }
  if (words.length > 0) filter.q = words.join(" ");
  return filter;
}
