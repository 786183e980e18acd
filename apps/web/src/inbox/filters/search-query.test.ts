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

it("knows who, what is unread, and days", () => {
  expect(parse("who:Ada is:unread after:2026-01-31 before:2026-02-28 bicycle")).toEqual({
    person: "ada",
    unread: true,
    after: new Date("2026-01-31T00:00").toISOString(),
    before: new Date("2026-02-28T00:00").toISOString(),
    q: "bicycle",
  });
  expect(parse("from:user-456 is:archived")).toEqual({ person: "user-456", archived: true });
  expect(parse("after:soon is:odd who: constructor:x")).toEqual({
    q: "after:soon is:odd who: constructor:x",
  });
});

it("asks for nothing when nothing is typed", () => {
  expect(parse("   ")).toEqual({});
});
