import type { InfiniteData } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { withRefreshed } from "./refreshed-pages.ts";

const row = (n: number, note = "") => ({
  id: `id${n}`,
  createdAt: `2026-01-01T00:00:${String(n).padStart(2, "0")}Z`,
  note,
});
const data: InfiniteData<{ items: ReturnType<typeof row>[]; nextCursor: string | null }, string | null> = {
  pages: [
    { items: [row(9), row(8)], nextCursor: "8" },
    { items: [row(7), row(6)], nextCursor: "6" },
  ],
  pageParams: [null, "8"],
};
const idsOf = (found: typeof data | undefined) => found?.pages.map(({ items }) => items.map(({ id }) => id));

describe("a page that is loaded again", () => {
  it("shows what is new, and keeps what that pushed out", () => {
    const found = withRefreshed(data, 0, { items: [row(10), row(9)], nextCursor: "9" });
    expect(idsOf(found)).toEqual([
      ["id10", "id9", "id8"],
      ["id7", "id6"],
    ]);
    expect(found?.pages[0]?.nextCursor).toBe("8");
  });

  it("shows what changed, without what is gone", () => {
    const found = withRefreshed(data, 0, { items: [row(8, "changed"), row(7)], nextCursor: "7" });
    expect(found?.pages[0]?.items).toEqual([row(8, "changed"), row(7)]);
  });

  it("goes on from its own end when it is the last one", () => {
    expect(withRefreshed(data, 1, { items: [row(7)], nextCursor: null })?.pages[1]?.nextCursor).toBeNull();
    expect(withRefreshed(data, 5, { items: [], nextCursor: null })).toBe(data);
    expect(withRefreshed(undefined, 0, { items: [], nextCursor: null })).toBeUndefined();
  });
});
