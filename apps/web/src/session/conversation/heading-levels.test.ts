import { expect, it } from "vitest";
import { headingLevels } from "./heading-levels.ts";

function levels(...depths: number[]): number[] {
  const children = depths.map((depth) => ({ type: "heading", depth }));
  headingLevels()({ type: "root", children: [{ type: "blockquote", children }] });
  return children.map(({ depth }) => depth);
}

it("puts headings below the message's own, whatever they began with", () => {
  expect(levels(1, 2, 3)).toEqual([3, 4, 5]);
  expect(levels(3, 4, 3)).toEqual([3, 4, 3]);
});

it("leaves no gap between levels", () => {
  expect(levels(1, 4)).toEqual([3, 4]);
  expect(levels(4, 1, 6)).toEqual([3, 3, 4]);
  expect(levels(1, 2, 3, 4, 5, 6)).toEqual([3, 4, 5, 6, 6, 6]);
});
