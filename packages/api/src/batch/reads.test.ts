import { expect, it } from "vitest";
import { shared, together } from "./reads.ts";

it("reads once what is asked for in one turn, and gives each its own", async () => {
  const reads: number[][] = [];
  const double = together(async (keys: number[]) => {
    reads.push(keys);
    return keys.map((key) => key * 2);
  });
  expect(await Promise.all([double(1), double(2), double(1)])).toEqual([2, 4, 2]);
  expect(await double(3)).toBe(6);
  expect(reads).toEqual([[1, 2, 1], [3]]);
});

it("splits what is too much for one read", async () => {
  const sizes: number[] = [];
  const same = together(async (keys: number[]) => {
    sizes.push(keys.length);
    return keys;
  });
  const keys = Array.from({ length: 250 }, (_, i) => i);
  expect(await Promise.all(keys.map(same))).toEqual(keys);
  expect(sizes).toEqual([100, 100, 50]);
});

it("fails for all that asked together, and for nobody after them", async () => {
  let broken = true;
  const same = together(async (keys: number[]) => {
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

it("reads once for those who ask for the same, as the last of them did, and again for whoever comes later", async () => {
  const reads: string[] = [];
  const read = shared(
    ([name]: [string, number]) => name,
    async ([name, at]) => {
      reads.push(name);
      return `${name}${at}`;
    },
  );
  expect(await Promise.all([read(["a", 1]), read(["b", 2]), read(["a", 3])])).toEqual(["a3", "b2", "a3"]);
  expect(reads).toEqual(["a", "b"]);
  expect(await read(["a", 4])).toBe("a4");
});

it("fails for all who share a read, and for nobody after them", async () => {
  let broken = true;
  const read = shared(String, async (key: number) => {
    if (broken) throw new Error("away");
    return key;
  });
  const results = await Promise.allSettled([read(1), read(1)]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  broken = false;
  expect(await read(1)).toBe(1);
});
