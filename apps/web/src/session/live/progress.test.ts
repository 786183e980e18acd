import { expect, it } from "vitest";
import { notIn, type Progress } from "./progress.ts";

const running: Progress = { replyTo: "q", text: "So far", state: "running", becomes: null, told: true };

it("shows a reply until the message that it becomes is in the list, whatever else answers the same question", () => {
  const finished = { ...running, becomes: "good" };
  expect(notIn([{ id: "q" }, { id: "stopped" }], [running])).toEqual([running]);
  expect(notIn([{ id: "q" }, { id: "stopped" }], [finished])).toEqual([finished]);
  expect(notIn([{ id: "q" }, { id: "stopped" }, { id: "good" }], [finished])).toEqual([]);
});
