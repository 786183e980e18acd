import { expect, it } from "vitest";
import { coalesce } from "./coalesce.ts";

it("coalesces equal reads into one, of the newest input, and reads again for a later call", async () => {
  const reads: string[] = [];
  const read = coalesce(
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

it("fails for every caller of a coalesced read, and for none after it", async () => {
  let broken = true;
  const read = coalesce(String, async (key: number) => {
    if (broken) throw new Error("away");
    return key;
  });
  const results = await Promise.allSettled([read(1), read(1)]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  broken = false;
  expect(await read(1)).toBe(1);
});
