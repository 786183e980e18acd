import { describe, expect, it } from "vitest";
import { fromValues, toValues } from "./values.ts";

describe("timeout settings in a form", () => {
  it("come back as they went in", () => {
    const config = {
      timeoutMinutes: 30,
      autoRenew: false,
      maxDurationMinutes: 720,
      warningThresholdMinutes: 5,
    };
    expect(fromValues(toValues(config))).toEqual({ config, errors: null });
  });

  it("leaves out what is empty", () => {
    expect(fromValues(toValues({ timeoutMinutes: 10 }))).toEqual({
      config: { timeoutMinutes: 10 },
      errors: null,
    });
  });

  it("names the field that breaks the schema's range, and what is no number", () => {
    const read = fromValues({ ...toValues({}), timeoutMinutes: "4", maxDurationMinutes: "soon" });
    expect(Object.keys(read.errors ?? {})).toEqual(["timeoutMinutes", "maxDurationMinutes"]);
    expect(read.errors?.timeoutMinutes).toContain("from 5 to 1440");
  });
});
