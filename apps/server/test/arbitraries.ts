import * as fc from "fast-check";

// fast-check arbitraries for invalid and hostile input.

const hostile = fc.constantFrom(
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff x",
  "\u202e\u200b",
  "🦜".repeat(3000),
  "x".repeat(200_000),
  "'; drop table session; --",
  "1 or 1=1",
  "$1",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  "../../etc/passwd",
  "__proto__",
  "constructor",
  "NaN",
  "-0",
  "1e308",
  "{{7*7}}",
  "#{7*7}",
  "%00%zz",
  "2026-02-30T25:61:00Z",
);
export const string = fc.oneof(hostile, fc.string(), fc.string({ unit: "binary" }));
export const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 5, 30, 60, 1440, 4320, 4321, 1e21, 2 ** 31, 2 ** 53, 1.5, Number.MIN_VALUE),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const deep = fc.integer({ min: 4, max: 3000 }).map((levels) => {
  let value: unknown = "bottom";
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { a: value };
  return value;
});
export const json = fc.oneof(
  { weight: 3, arbitrary: string },
  { weight: 3, arbitrary: number },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, [], {}) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 8 }) },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: fc.dictionary(string, string, { maxKeys: 5 }) },
);
/** Bodies in which each field is valid, any JSON value or absent; and some that are any JSON value. */
export const bodyOf = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record(
        mapped(fields, (good) => fc.oneof(good, json)),
        { requiredKeys: [] },
      ),
    },
    { weight: 2, arbitrary: json },
  );
export const mapped = <T, R>(fields: Record<string, T>, map: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, map(value)]));
