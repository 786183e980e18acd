import { expect, it } from "vitest";
import type { Message } from "../../api/types.ts";
import type { Progress } from "../live/progress.ts";
import { visibleAnswers } from "./visible-answers.ts";

function answer(id: string, status: Message["status"]): Message {
  const createdAt = "2026-01-01T00:00:00.000Z";
  return {
    id,
    sessionId: "s",
    authorId: "a",
    isAgent: true,
    content: id,
    attachments: [],
    metadata: {},
    createdAt,
    status,
    replyTo: "q",
  };
}
const inProgress: Progress = { replyTo: "q", text: "", state: "queued", messageId: null, confirmed: true };
const ids = ({ stored }: ReturnType<typeof visibleAnswers>) => stored.map(({ message }) => message.id);

it("drops a failed answer once another one is there or under way, and only then", () => {
  const failed = answer("failed", "failed");
  expect(ids(visibleAnswers([failed], []))).toEqual(["failed"]);
  expect(ids(visibleAnswers([failed, answer("good", "complete")], []))).toEqual(["good"]);
  expect(ids(visibleAnswers([failed], [inProgress]))).toEqual([]);
});

it("drops what stood in for an answer as it drops a failed one", () => {
  const fallback = { ...answer("fallback", "complete"), metadata: { fallback: true } };
  expect(ids(visibleAnswers([fallback], []))).toEqual(["fallback"]);
  expect(ids(visibleAnswers([fallback, answer("good", "complete")], []))).toEqual(["good"]);
});

it("keeps what came before a stop, but offers to ask again only at the last answer", () => {
  const shown = visibleAnswers([answer("first", "stopped"), answer("second", "stopped")], []);
  expect(shown.stored.map(({ message, last }) => [message.id, last])).toEqual([
    ["first", false],
    ["second", true],
  ]);
});

it("gives an answer the same key while it is written and when it is stored, and no other answer that key", () => {
  const stopped = answer("stopped", "stopped");
  const before = visibleAnswers([stopped], [inProgress]);
  const after = visibleAnswers([stopped, answer("good", "complete")], []);
  expect(after.stored.map(({ key }) => key)).toEqual([before.stored[0]?.key, before.inProgress[0]?.key]);
  expect(new Set(after.stored.map(({ key }) => key)).size).toBe(2);
});
