import { describe, expect, it } from "vitest";
import { offsetsOf, rowsBetween } from "./use-virtual-rows.ts";

describe("the rows in view", () => {
  const offsets = offsetsOf([40, 66, 66, 40, 66]);

  it("are those that touch it", () => {
    expect(rowsBetween(offsets, 0, 39)).toEqual({ first: 0, last: 0 });
    expect(rowsBetween(offsets, 40, 171)).toEqual({ first: 1, last: 2 });
    expect(rowsBetween(offsets, 105, 172)).toEqual({ first: 1, last: 3 });
  });

  it("stay within the list", () => {
    expect(rowsBetween(offsets, -600, 9_000)).toEqual({ first: 0, last: 4 });
  });

  it("are the same as by looking at every row", () => {
    const heights = Array.from({ length: 500 }, (_, index) => (index % 7 === 0 ? 40 : 66));
    const all = offsetsOf(heights);
    for (let top = 0; top < 30_000; top += 997) {
      const bottom = top + 800;
      const touching = heights.flatMap((height, row) => {
        const start = all[row] ?? 0;
        return start <= bottom && start + height > top ? [row] : [];
      });
      expect(rowsBetween(all, top, bottom)).toEqual({ first: touching.at(0), last: touching.at(-1) });
    }
  });

  it("are none in an empty list", () => {
    expect(rowsBetween(offsetsOf([]), 0, 800)).toEqual({ first: 0, last: -1 });
  });
});
