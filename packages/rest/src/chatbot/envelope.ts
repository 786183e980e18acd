/** What the API puts around the answer to a question. */
export const foundIt = <T>(data: T) => ({ success: true as const, data });

/** What it puts around the answer to a change. */
export const didIt = <T>(message: string, data: T) => ({ success: true as const, message, data });

type Page = { total: number; limit: number; skip: number };

/** What it puts around a page of results. */
export const foundPage = <T>(results: T[], page: Page) =>
  foundIt({ results, paginatorInfo: paginatorInfo(results.length, page) });

/** Where a page is among all that the filter matches. `limit` is at least 1. */
export function paginatorInfo(count: number, { total, limit, skip }: Page) {
  return {
    count,
    currentPage: Math.floor(skip / limit) + 1,
    hasMorePages: skip + count < total,
    lastPage: Math.max(1, Math.ceil(total / limit)),
    limit,
    perPage: limit,
    total,
  };
}
