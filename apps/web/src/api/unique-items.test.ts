import { expect, it } from "vitest";
import { uniqueItems } from "./unique-items.ts";

it("keeps the order of the pages and shows a repeated row once, as it came first", () => {
  const pages = [
    {
      items: [
        { id: "c", at: 2 },
        { id: "b", at: 2 },
      ],
    },
    {
      items: [
        { id: "b", at: 1 },
        { id: "a", at: 1 },
      ],
    },
  ];
  expect(uniqueItems(pages)).toEqual([
    { id: "c", at: 2 },
    { id: "b", at: 2 },
    { id: "a", at: 1 },
  ]);
  expect(uniqueItems()).toEqual([]);
});
