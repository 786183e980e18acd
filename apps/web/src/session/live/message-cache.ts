import type { InfiniteData } from "@tanstack/react-query";
import type { Message, MessagePage } from "../../api/types.ts";

/** Pages of messages as they are loaded: the newest page first, each page newest first. */
export type History = InfiniteData<MessagePage, number | null>;

/** All messages, oldest first, each once. */
export function flatten(history: History | undefined): Message[] {
  const byId = new Map<string, Message>();
  for (const page of history?.pages ?? []) for (const message of page.items) byId.set(message.id, message);
  return [...byId.values()].reverse();
}

/** Adds a message by its time, or replaces its earlier state. */
export function withMessage(history: History | undefined, message: Message): History | undefined {
  const [first, ...rest] = history?.pages ?? [];
  if (!history || !first) return history;
  if (history.pages.some((page) => page.items.some(({ id }) => id === message.id))) {
    const pages = history.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => (item.id === message.id ? message : item)),
    }));
    return { ...history, pages };
  }
  const items = [message, ...first.items].sort(newestFirst);
  return { ...history, pages: [{ ...first, items }, ...rest] };
}

/** The messages of the newest page that are not cached yet, newest first. */
export function unknownOf(history: History | undefined, page: MessagePage): Message[] {
  const known = idsOf(history);
  return page.items.filter(({ id }) => !known.has(id));
}

/**
 * Merges the newest page after a gap. Where the page does not reach back to the cached messages, the cache is dropped:
 * earlier pages are loaded again by scrolling.
 */
export function withNewest(history: History | undefined, page: MessagePage): History {
  const known = idsOf(history);
  const joins = page.items.some(({ id }) => known.has(id)) || !page.hasMore;
  if (!history || !joins) return { pages: [page], pageParams: [null] };
  return page.items.reduceRight<History>(
    (merged, message) => withMessage(merged, message) ?? merged,
    history,
  );
}

function idsOf(history: History | undefined): Set<string> {
  return new Set(history?.pages.flatMap((loaded) => loaded.items.map(({ id }) => id)));
}

function newestFirst(a: Message, b: Message): number {
  return b.createdAt.localeCompare(a.createdAt);
}
