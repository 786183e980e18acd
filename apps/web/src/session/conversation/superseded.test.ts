import { expect, it } from "vitest";
import type { Message } from "../../api/types.ts";
import type { Progress } from "../live/progress.ts";
import { withoutSuperseded } from "./superseded.ts";

function answer(id: string, status: Message["status"]): Message {
  const createdAt = "2026-01-01T00:00:00.000Z";
  return {
    ...{ id, sessionId: "s", authorId: "a", isAgent: true, content: id, attachments: [], metadata: {} },
    ...{ createdAt, status, replyTo: "q" },
  };
}
const underWay: Progress = { replyTo: "q", text: "", state: "queued", messageId: null, confirmed: true };
const ids = ({ stored }: ReturnType<typeof withoutSuperseded>) => stored.map(({ message }) => message.id);

it("drops a failed answer once another one is there or under way, and only then", () => {
  const failed = answer("failed", "failed");
  expect(ids(withoutSuperseded([failed], []))).toEqual(["failed"]);
  expect(ids(withoutSuperseded([failed, answer("good", "complete")], []))).toEqual(["good"]);
  expect(ids(withoutSuperseded([failed], [underWay]))).toEqual([]);
});

it("drops what stood in for an answer as it drops a failed one", () => {
  const fallback = { ...answer("fallback", "complete"), metadata: { fallback: true } };
  expect(ids(withoutSuperseded([fallback], []))).toEqual(["fallback"]);
  expect(ids(withoutSuperseded([fallback, answer("good", "complete")], []))).toEqual(["good"]);
});

it("keeps what came before a stop, but offers to ask again only at the last answer", () => {
  const shown = withoutSuperseded([answer("first", "stopped"), answer("second", "stopped")], []);
  expect(shown.stored.map(({ message, last }) => [message.id, last])).toEqual([
    ["first", false],
    ["second", true],
  ]);
});

it("gives an answer the same key while it is written and when it is stored, and no other answer that key", () => {
  const stopped = answer("stopped", "stopped");
  const before = withoutSuperseded([stopped], [underWay]);
  const after = withoutSuperseded([stopped, answer("good", "complete")], []);
  expect(after.stored.map(({ key }) => key)).toEqual([before.stored[0]?.key, before.underWay[0]?.key]);
  expect(new Set(after.stored.map(({ key }) => key)).size).toBe(2);
});
