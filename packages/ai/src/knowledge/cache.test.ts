import { expect, test } from "vitest";
import type { Passage } from "../port.ts";
import { createIndexCache } from "./cache.ts";

const agent = (name: string, text = "x".repeat(99)): Passage[] => [{ id: "1", title: name, text }];

test("indexes equal knowledge once, and edited knowledge anew", () => {
  const cache = createIndexCache({ indexes: 5, characters: 10_000 });
  const first = cache.get(agent("a"));
  expect(cache.get(agent("a"))).toBe(first);
  expect(cache.get(agent("a", "edited"))).not.toBe(first);
});

test("evicts the least recently used index when there are too many", () => {
  const cache = createIndexCache({ indexes: 2, characters: 10_000 });
  const [a, b] = [cache.get(agent("a")), cache.get(agent("b"))];
  cache.get(agent("a"));
  cache.get(agent("c"));
  expect(cache.size()).toEqual({ indexes: 2, characters: 200 });
  expect(cache.get(agent("a"))).toBe(a);
  expect(cache.get(agent("b"))).not.toBe(b);
});

test("evicts several for a long text, and keeps one above the limit alone", () => {
  const cache = createIndexCache({ indexes: 10, characters: 500 });
  for (const name of ["a", "b", "c", "d"]) cache.get(agent(name));
  const big = cache.get(agent("e", "y".repeat(900)));
  expect(cache.size()).toEqual({ indexes: 1, characters: 901 });
  expect(cache.get(agent("e", "y".repeat(900)))).toBe(big);
  cache.get(agent("f"));
  expect(cache.size()).toEqual({ indexes: 1, characters: 100 });
});
