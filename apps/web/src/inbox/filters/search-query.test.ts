import { expect, it } from "vitest";
import { parseSearch } from "./search-query.ts";

it("takes prefixes out of the words and keeps the rest as the search", () => {
  expect(parseSearch("  status:ended red  kind:agent bicycle ")).toEqual({
    status: "ended",
    kind: "agent",
    q: "red bicycle",
  });
});

it("keeps a prefix that means nothing as a word", () => {
  expect(parseSearch("status:odd 10:30")).toEqual({ q: "status:odd 10:30" });
});

it("asks for nothing when nothing is typed", () => {
  expect(parseSearch("   ")).toEqual({});
});
