import { expect, it } from "vitest";
import { idsBetween } from "./use-selection.ts";

it("is a range in either direction, with both ends", () => {
  const ids = ["a", "b", "c", "d"];
  expect(idsBetween(ids, "b", "d")).toEqual(["b", "c", "d"]);
  expect(idsBetween(ids, "d", "b")).toEqual(["b", "c", "d"]);
  expect(idsBetween(ids, "c", "c")).toEqual(["c"]);
  expect(idsBetween(ids, "gone", "b")).toEqual([]);
  expect(idsBetween(ids, "", "b")).toEqual([]);
});
