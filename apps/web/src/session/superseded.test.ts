import { expect, it } from "vitest";
import type { Message } from "../api/types.ts";
import { withoutSuperseded } from "./superseded.ts";

function answer(id: string, status: Message["status"]): Message {
  const createdAt = "2026-01-01T00:00:00.000Z";
  return {
    ...{ id, sessionId: "s", authorId: "a", isAgent: true, content: id, attachments: [], metadata: {} },
    ...{ createdAt, status, replyTo: "q" },
  };
}
const ids = (shown: { message: Message }[]) => shown.map(({ message }) => message.id);

it("drops a failed answer once another one is there or under way, and only then", () => {
  const failed = answer("failed", "failed");
  expect(ids(withoutSuperseded([failed], []))).toEqual(["failed"]);
  expect(ids(withoutSuperseded([failed, answer("good", "complete")], []))).toEqual(["good"]);
  expect(ids(withoutSuperseded([failed], [{ replyTo: "q", text: "", state: "queued" }]))).toEqual([]);
});

it("drops what stood in for an answer as it drops a failed one", () => {
  const fallback = { ...answer("fallback", "complete"), metadata: { fallback: true } };
  expect(ids(withoutSuperseded([fallback], []))).toEqual(["fallback"]);
  expect(ids(withoutSuperseded([fallback, answer("good", "complete")], []))).toEqual(["good"]);
});

it("keeps what came before a stop, but offers to ask again only at the last answer", () => {
  const shown = withoutSuperseded([answer("first", "stopped"), answer("second", "stopped")], []);
  expect(shown.map(({ message, last }) => [message.id, last])).toEqual([
    ["first", false],
    ["second", true],
  ]);
});
