import { expect, it } from "vitest";
import { duration } from "./duration.ts";

it("says lengths of time, never more than is left", () => {
  expect(duration(59_999)).toBe("59 sec");
  expect(duration(4 * 60_000 + 59_000)).toBe("4 min");
  expect(duration(2 * 3_600_000)).toBe("2 hr");
  expect(duration(2 * 3_600_000 + 5 * 60_000)).toBe("2 hr 5 min");
});
