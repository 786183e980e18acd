import { expect, it } from "vitest";
import { citationsOf } from "./citations.tsx";

it("takes what has a citation's form, and nothing else that metadata may hold", () => {
  const good = { passageId: "doc_1", title: "Breakfast", quote: "At seven." };
  expect(citationsOf({ citations: [good, null, "x", { title: "No quote" }] })).toEqual([good]);
  expect(citationsOf({ citations: "all" })).toEqual([]);
  expect(citationsOf({})).toEqual([]);
});
