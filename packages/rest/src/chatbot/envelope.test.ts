import { expect, it } from "vitest";
import { paginatorInfo } from "./envelope.ts";

it.each([
  // count, total, limit, skip → currentPage, lastPage, hasMorePages
  [0, 0, 10, 0, 1, 1, false],
  [10, 10, 10, 0, 1, 1, false],
  [10, 11, 10, 0, 1, 2, true],
  [1, 11, 10, 10, 2, 2, false],
  [10, 25, 10, 5, 1, 3, true],
  [0, 25, 10, 30, 4, 3, false],
  [1, 3, 1, 1, 2, 3, true],
])("%i of %i, %i a page, after %i", (count, total, limit, skip, currentPage, lastPage, hasMorePages) => {
  expect(paginatorInfo(count, { total, limit, skip })).toEqual({
    count,
    total,
    limit,
    perPage: limit,
    currentPage,
    lastPage,
    hasMorePages,
  });
});
