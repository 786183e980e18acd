import { describe, expect, it } from "vitest";
import { boundsOf, daysBetween, isTimeZone } from "./days.ts";

const iso = (days: string[], zone: string) => boundsOf(days, zone).map((at) => at.toISOString());

describe("days of a calendar", () => {
  it("include both ends, across months and leap days", () => {
    expect(daysBetween("2024-02-28", "2024-03-01")).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
    expect(daysBetween("2024-03-01", "2024-03-01")).toEqual(["2024-03-01"]);
    expect(daysBetween("2024-03-02", "2024-03-01")).toEqual([]);
  });

  it("begin at local midnight, in summer and in winter", () => {
    expect(iso(["2026-03-29"], "Europe/Berlin")).toEqual([
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
    ]);
    expect(iso(["2026-10-25"], "Europe/Berlin")).toEqual([
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
    ]);
    expect(iso(["2026-01-01"], "Asia/Kathmandu")).toEqual([
      "2025-12-31T18:15:00.000Z",
      "2026-01-01T18:15:00.000Z",
    ]);
    expect(iso(["2026-01-01"], "Pacific/Auckland")[0]).toBe("2025-12-31T11:00:00.000Z");
  });

  it("begin after a skipped midnight hour, and at the first of two midnights, when clocks change at midnight", () => {
    expect(iso(["2018-11-04"], "America/Sao_Paulo")[0]).toBe("2018-11-04T03:00:00.000Z");
    // At 01:00 the clock goes back to 00:00.
    expect(iso(["2026-11-01"], "America/Havana")[0]).toBe("2026-11-01T04:00:00.000Z");
  });

  it("need a known time zone", () => {
    expect(["Europe/Berlin", "UTC", "Asia/Kolkata"].every(isTimeZone)).toBe(true);
    expect(isTimeZone("Nowhere/Else")).toBe(false);
  });
});
