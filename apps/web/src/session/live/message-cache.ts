import type { InfiniteData } from "@tanstack/react-query";
import type { Message, MessagePage } from "../../api/types.ts";

/** History as it is loaded: the newest page first, each page newest first. */
export type History = InfiniteData<MessagePage, number | null>;

/** All messages, oldest first, each once. */
export function flatten(history: History | undefined): Message[] {
  const byId = new Map<string, Message>();
  for (const page of history?.pages ?? []) for (const message of page.items) byId.set(message.id, message);
  return [...byId.values()].reverse();
}

/** Puts a message that has just been made in front, or in the place of its earlier state. */
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

/** What the newest page brings that is not known yet, newest first. */
export function unknownOf(history: History | undefined, page: MessagePage): Message[] {
  const known = idsOf(history);
  return page.items.filter(({ id }) => !known.has(id));
}

/**
 * Brings history up to date with the newest page after a gap. Where the page does not reach back to what is known,
 * what is known is dropped: it is loaded again when somebody scrolls there.
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
