import { describe, expect, it } from "vitest";
import type { Message, MessagePage } from "../../api/types.ts";
import { flatten, type History, unknownOf, withMessage, withNewest } from "./message-cache.ts";

function message(minute: number, content = `m${minute}`): Message {
  return {
    id: `id${minute}`,
    sessionId: "s",
    authorId: "u",
    isAgent: false,
    content,
    attachments: [],
    metadata: {},
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    status: "complete",
    replyTo: null,
  };
}

const page = (minutes: number[], hasMore: boolean): MessagePage => ({
  items: minutes.map((minute) => message(minute)),
  hasMore,
  cursors: { before: null, after: null },
});
const history = (...pages: MessagePage[]): History => ({ pages, pageParams: pages.map(() => null) });
const ids = (of: History | undefined) => flatten(of).map(({ id }) => id);

describe("history", () => {
  it("reads oldest first across pages", () => {
    expect(ids(history(page([4, 3], true), page([2, 1], false)))).toEqual(["id1", "id2", "id3", "id4"]);
  });

  it("takes a new message once, however often it arrives", () => {
    const once = withMessage(history(page([1], false)), message(2));
    expect(ids(withMessage(once, message(2)))).toEqual(["id1", "id2"]);
  });

  it("replaces an earlier state of a message in its place", () => {
    const changed = withMessage(history(page([2], true), page([1], false)), message(1, "changed"));
    expect(flatten(changed).map(({ content }) => content)).toEqual(["changed", "m2"]);
  });

  it("keeps the order of time where messages arrive out of order", () => {
    const late = withMessage(withMessage(history(page([1], false)), message(3)), message(2));
    expect(ids(late)).toEqual(["id1", "id2", "id3"]);
  });

  it("fills a gap that the newest page covers", () => {
    expect(ids(withNewest(history(page([2, 1], false)), page([4, 3, 2], true)))).toEqual([
      "id1",
      "id2",
      "id3",
      "id4",
    ]);
  });

  it("starts again from the newest page where the gap is wider", () => {
    expect(ids(withNewest(history(page([2, 1], false)), page([9, 8], true)))).toEqual(["id8", "id9"]);
  });

  it("tells what the newest page brings that is not known on any page", () => {
    const known = history(page([3], true), page([2, 1], false));
    expect(unknownOf(known, page([5, 4, 3, 2], true)).map(({ id }) => id)).toEqual(["id5", "id4"]);
  });
});
