import { expect, it } from "vitest";
import { notStored, type Progress } from "./progress.ts";

const running: Progress = {
  replyTo: "q",
  text: "So far",
  state: "running",
  messageId: null,
  confirmed: true,
};

it("shows a reply until the message that it becomes is in the list, whatever else answers the same question", () => {
  const finished = { ...running, messageId: "good" };
  expect(notStored([{ id: "q" }, { id: "stopped" }], [running])).toEqual([running]);
  expect(notStored([{ id: "q" }, { id: "stopped" }], [finished])).toEqual([finished]);
  expect(notStored([{ id: "q" }, { id: "stopped" }, { id: "good" }], [finished])).toEqual([]);
});
