/** The envelope of a read. */
export const foundIt = <T>(data: T) => ({ success: true as const, data });

/** The envelope of a write. */
export const didIt = <T>(message: string, data: T) => ({ success: true as const, message, data });

type Page = { total: number; limit: number; skip: number };

/** The envelope of a page of results. */
export const foundPage = <T>(results: T[], page: Page) =>
  foundIt({ results, paginatorInfo: paginatorInfo(results.length, page) });

/** The position of a page among all results. `limit` must be at least 1. */
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
