import { expect, it } from "vitest";
import { parseSearch } from "./search-query.ts";

const parse = (text: string) => parseSearch(text, ["agent", "chatbot"]);

it("takes prefixes out of the words and keeps the rest as the search", () => {
  expect(parse("  status:ended red  kind:agent bicycle ")).toEqual({
    status: "ended",
    kind: "agent",
    q: "red bicycle",
  });
});

it("keeps a prefix that means nothing as a word", () => {
  expect(parse("status:odd 10:30")).toEqual({ q: "status:odd 10:30" });
  expect(parse("kind:odd")).toEqual({ q: "kind:odd" });
});

it("asks for nothing when nothing is typed", () => {
  expect(parse("   ")).toEqual({});
});
