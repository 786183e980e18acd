import { expect, it } from "vitest";
import { jsonLines } from "./json-lines.ts";
import { reasonOf } from "./problem.ts";

it("gives what a streamed answer yields, in order, and nothing around it", () => {
  const read = jsonLines();
  const lines = [
    '{"0":[[0],[null,0,0]]}',
    '[0,0,[[{"result":0}],["result",0,1]]]',
    '[1,0,[[{"data":0}],["data",0,2]]]',
    "[2,0,[[0],[null,1,3]]]",
    '[3,1,[[{"text":"One"}]]]',
    "",
    '[3,1,[[{"text":"Two"}]]]',
    "[3,0,[[]]]",
  ];
  expect(lines.flatMap(read)).toEqual([{ text: "One" }, { text: "Two" }]);
});

it("throws a refusal with its reason", () => {
  const read = jsonLines();
  read('{"0":[[0],[null,0,0]]}');
  const refusal = '[0,0,[[{"error":{"message":"No","data":{"reason":"RATE_LIMITED"}}}]]]';
  expect(() => read(refusal)).toThrow("No");
  try {
    read(refusal);
  } catch (error) {
    expect(reasonOf(error)).toBe("RATE_LIMITED");
  }
});
