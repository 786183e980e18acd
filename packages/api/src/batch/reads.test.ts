import { expect, it } from "vitest";
import { batchReads } from "./reads.ts";

it("reads concurrent keys in one batch and returns each its own value", async () => {
  const reads: number[][] = [];
  const double = batchReads(async (keys: number[]) => {
    reads.push(keys);
    return keys.map((key) => key * 2);
  });
  expect(await Promise.all([double(1), double(2), double(1)])).toEqual([2, 4, 2]);
  expect(await double(3)).toBe(6);
  expect(reads).toEqual([[1, 2, 1], [3]]);
});

it("splits a batch that is too large", async () => {
  const sizes: number[] = [];
  const same = batchReads(async (keys: number[]) => {
    sizes.push(keys.length);
    return keys;
  });
  const keys = Array.from({ length: 250 }, (_, i) => i);
  expect(await Promise.all(keys.map(same))).toEqual(keys);
  expect(sizes).toEqual([100, 100, 50]);
});

it("fails for every key of a batch, and for none after it", async () => {
  let broken = true;
  const same = batchReads(async (keys: number[]) => {
    if (broken) throw new Error("away");
    return keys;
  });
  expect((await Promise.allSettled([same(1), same(2)])).map(({ status }) => status)).toEqual([
    "rejected",
    "rejected",
  ]);
  broken = false;
  expect(await same(3)).toBe(3);
});
