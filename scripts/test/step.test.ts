import { afterEach, expect, it, vi } from "vitest";
import { type Outcome, runStep, summarize } from "./step.ts";

const printed = () => vi.mocked(console.log).mock.calls.join("\n");

afterEach(() => vi.restoreAllMocks());

async function results(...outcomes: (Outcome | Error)[]) {
  vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(console, "error").mockReturnValue();
  const run = (outcome: Outcome | Error) => async () => {
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  return Promise.all(
    outcomes.map((outcome, n) => runStep({ group: "unit", name: `number ${n}`, run: run(outcome) })),
  );
}

it("ends with the sum of all tests", async () => {
  const succeeded = summarize(
    await results({ passed: 3, failed: 0 }, { passed: 0, failed: 0 }, { passed: 4, failed: 0 }),
  );
  expect(printed().split("\n").at(-1)).toBe("7 passed, 0 failed");
  expect(succeeded).toBe(true);
});

it("fails when a test failed or a step could not run", async () => {
  expect(summarize(await results({ passed: 3, failed: 2 }))).toBe(false);
  expect(printed().split("\n").at(-1)).toBe("3 passed, 2 failed");
  expect(summarize(await results({ passed: 3, failed: 0 }, new Error("no browser")))).toBe(false);
  expect(printed().split("\n").at(-1)).toBe("3 passed, 1 failed");
});

it("prints skipped steps with the reason", async () => {
  const succeeded = summarize(await results({ passed: 3, failed: 0 }, { skipped: "there is no apt here" }));
  expect(printed()).toContain("skipped  unit: number 1: there is no apt here");
  expect(succeeded).toBe(true);
});

it("prints the names of failed tests, with the beginning of their messages", async () => {
  const failures = [{ name: "a.test.ts › adds", message: "expected 2 to be 3\n    at a.test.ts:1:1" }];
  summarize(await results({ passed: 3, failed: 1, failures }));
  expect(printed()).toContain("a.test.ts › adds\n             expected 2 to be 3");
});
