import type { InfiniteData } from "@tanstack/react-query";

type Row = { id: string; createdAt: string };
type Page<T extends Row> = { items: T[]; nextCursor: string | null };

/**
 * Replaces a cached page by its reloaded version. Rows that new ones have pushed off the page are kept on it, because the
 * cursor of the next page starts after them.
 */
export function withRefreshed<T extends Row, P>(
  data: InfiniteData<Page<T>, P> | undefined,
  index: number,
  fresh: Page<T>,
): InfiniteData<Page<T>, P> | undefined {
  const old = data?.pages[index];
  if (!data || !old) return data;
  const end = fresh.items.at(-1);
  const pushedOut = fresh.nextCursor === null || !end ? [] : old.items.filter((row) => isBehind(row, end));
  const isLast = index === data.pages.length - 1;
  const page =
    pushedOut.length > 0
      ? { items: [...fresh.items, ...pushedOut], nextCursor: old.nextCursor }
      : { items: fresh.items, nextCursor: isLast ? fresh.nextCursor : old.nextCursor };
  return { ...data, pages: data.pages.map((known, at) => (at === index ? page : known)) };
}

const isBehind = (row: Row, end: Row) =>
  row.createdAt < end.createdAt || (row.createdAt === end.createdAt && row.id < end.id);
