import { describe, expect, it } from "vitest";
import type { InboxItem } from "../../api/types.ts";
import { byTime } from "./by-time.ts";

const now = new Date(2026, 10, 21, 12).getTime();
const at = (...date: [number, number, number, number]): string => new Date(...date).toISOString();

function item(id: string, lastMessageAt: string, pinned = false): InboxItem {
  const createdAt = at(2020, 0, 1, 0);
  return {
    id,
    kind: "agent",
    title: id,
    answeredBy: { id: "a", name: "Assistant" },
    person: null,
    preview: null,
    status: "active",
    createdAt,
    lastMessageAt,
    expiresAt: createdAt,
    pinned,
    archived: false,
    unread: false,
    takesPart: true,
    attention: null,
  };
}

describe("byTime", () => {
  it("puts each session under the day it was last used, in the reader's time zone", () => {
    const groups = byTime(
      [
        item("a", at(2026, 10, 21, 0)),
        item("b", at(2026, 10, 20, 23)),
        item("c", at(2026, 10, 14, 1)),
        item("d", at(2026, 9, 3, 9)),
      ],
      now,
    );
    expect(groups.map((group) => [group.label, group.items.map(({ id }) => id)])).toEqual([
      ["Today", ["a"]],
      ["Yesterday", ["b"]],
      ["Previous 7 days", ["c"]],
      ["October 2026", ["d"]],
    ]);
  });

  it("keeps pinned sessions first, wherever they stood", () => {
    const groups = byTime([item("a", at(2026, 10, 21, 9)), item("b", at(2024, 1, 1, 9), true)], now);
    expect(groups.map((group) => group.label)).toEqual(["Pinned", "Today"]);
  });
});
