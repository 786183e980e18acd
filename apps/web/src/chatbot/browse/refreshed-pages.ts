import type { InfiniteData } from "@tanstack/react-query";

type Row = { id: string; createdAt: string };
type Page<T extends Row> = { items: T[]; nextCursor: string | null };

/**
 * Puts a page that was loaded again in the place of its earlier self. When new rows came to it, what they pushed out stays
 * on it: the page after begins where the earlier one ended.
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
