import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DomainError } from "../errors.ts";
import { isFinal, rangeEnd, rangeStart, type SessionState, TRANSITIONS, transition } from "./rules.ts";
import { STATUSES } from "./schema.ts";

const NOW = new Date("2026-11-21T10:00:00.000Z");
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

const state: fc.Arbitrary<SessionState> = fc
  .record({
    status: fc.constantFrom(...STATUSES),
    began: fc.integer({ min: -5_000, max: 5_000 }),
    lasted: fc.option(fc.integer({ min: 0, max: 5_000 })),
    startsItself: fc.boolean(),
    hasMessages: fc.boolean(),
  })
  .map(({ began, lasted, ...rest }) => ({
    ...rest,
    startTime: at(began),
    // A session with a final status always has an end.
    endTime: lasted === null ? (isFinal(rest.status) ? at(began) : null) : at(began + lasted),
  }));
const status = fc.constantFrom(...STATUSES);
const endTime = fc.integer({ min: -9_000, max: 9_000 }).map((seconds) => at(seconds).toISOString());

/** The result of a change, or the field named by its refusal. */
function outcome(before: SessionState, changes: Parameters<typeof transition>[1]) {
  try {
    return transition(before, changes, NOW);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return String(error.details.field);
  }
}

describe("a change of a session", () => {
  it("allows exactly the listed status transitions", () => {
    fc.assert(
      fc.property(state, status, (before, next) => {
        const isAllowed =
          next === before.status ||
          (TRANSITIONS[before.status].includes(next) && !(next === "SCHEDULED" && before.hasMessages));
        const after = outcome(before, { status: next });
        expect(after).toEqual(isAllowed ? expect.objectContaining({ status: next }) : "status");
      }),
    );
  });

  it("never ends before it begins, and always ends when it is final", () => {
    const changes = fc.record({ status, endTime }, { requiredKeys: [] });
    fc.assert(
      fc.property(state, changes, (before, requested) => {
        const after = outcome(before, requested);
        if (typeof after === "string") return;
        if (isFinal(after.status)) expect(after.endTime).not.toBeNull();
        if (after.endTime) expect(after.endTime >= after.startTime).toBe(true);
        if (requested.endTime !== undefined) expect(after.endTime?.toISOString()).toBe(requested.endTime);
      }),
    );
  });

  it("sets the end to now or to the given time, and keeps it in later changes", () => {
    const began = { startTime: at(-60), startsItself: false, hasMessages: true };
    const active = { ...began, status: "ACTIVE", endTime: at(600) } as const;
    expect(outcome(active, { status: "COMPLETED" })).toMatchObject({ endTime: NOW });
    expect(outcome(active, { status: "TERMINATED", endTime: at(5).toISOString() })).toMatchObject({
      endTime: at(5),
    });
    expect(outcome(active, { title: "x" })).toMatchObject({ endTime: at(600) });
    const ended = { ...began, status: "COMPLETED", endTime: at(-30) } as const;
    expect(outcome(ended, { status: "COMPLETED" })).toMatchObject({ endTime: at(-30) });
    const ahead = { ...active, startTime: at(30), endTime: null };
    expect(outcome(ahead, { status: "COMPLETED" })).toMatchObject({ startTime: at(30), endTime: at(30) });
  });
});

it("treats a date as its whole day in UTC, and a time as itself", () => {
  expect(rangeStart("2026-11-21").toISOString()).toBe("2026-11-21T00:00:00.000Z");
  expect(rangeEnd("2026-11-21").toISOString()).toBe("2026-11-21T23:59:59.999Z");
  expect(rangeEnd(NOW.toISOString())).toEqual(NOW);
});
