import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** The driver's queue, used for its connections and for the queries on each. */
type Queue = {
  readonly length: number;
  push(item: number): number;
  shift(): number | undefined;
  remove(item: number): number | null;
};
type CreateQueue = (initial?: number[]) => Queue;

// The package exports only its main file, and the patch in patches/ changes each of its builds.
const builds = ["src", "cjs/src", "cf/src"];

async function loadBuild(build: string): Promise<CreateQueue> {
  const root = new URL("../", import.meta.resolve("postgres"));
  const { default: createQueue } = await import(new URL(`${build}/queue.js`, root).href);
  return createQueue;
}

describe.each(builds)("the queue in %s", async (build) => {
  const createQueue = await loadBuild(build);

  it("returns items in the order of their arrival", () => {
    const queue = createQueue([1, 2]);
    expect(queue.push(3)).toBe(3);
    expect([queue.shift(), queue.shift(), queue.shift(), queue.shift()]).toEqual([1, 2, 3, undefined]);
    queue.push(4);
    expect(queue.shift()).toBe(4);
  });

  it("has the right length, even after a shift of an empty queue", () => {
    const queue = createQueue();
    queue.shift();
    expect(queue.length).toBe(0);
    queue.push(1);
    queue.push(2);
    expect(queue.length).toBe(2);
    queue.shift();
    expect(queue.length).toBe(1);
    queue.remove(2);
    expect(queue.length).toBe(0);
  });

  it("removes an item from the middle without changing the order of the others", () => {
    const queue = createQueue([0, 1, 2, 3]);
    queue.shift();
    expect(queue.remove(2)).toBe(2);
    expect(queue.length).toBe(2);
    expect([queue.shift(), queue.shift(), queue.shift()]).toEqual([1, 3, undefined]);
  });

  it("does not change when the item to remove is not in it", () => {
    const queue = createQueue([1, 2, 3]);
    queue.shift();
    expect(queue.remove(1)).toBeNull();
    expect(queue.remove(9)).toBeNull();
    expect(queue.length).toBe(2);
    expect([queue.shift(), queue.shift()]).toEqual([2, 3]);
  });

  it("behaves like an array for any sequence of calls", () => {
    const call = fc.oneof(
      fc.record({ name: fc.constant("push" as const), item: fc.nat(9) }),
      fc.record({ name: fc.constant("remove" as const), item: fc.nat(9) }),
      fc.record({ name: fc.constant("shift" as const), item: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(call, { maxLength: 200 }), (calls) => {
        const queue = createQueue();
        const model: number[] = [];
        for (const { name, item } of calls) {
          if (name === "push") model.push(queue.push(item));
          if (name === "shift") expect(queue.shift()).toBe(model.shift());
          if (name === "remove") {
            const index = model.indexOf(item);
            expect(queue.remove(item)).toBe(index === -1 ? null : item);
            if (index !== -1) model.splice(index, 1);
          }
          expect(queue.length).toBe(model.length);
        }
      }),
    );
  });

  it("does not grow, and searches only its items, when it is never empty", () => {
    const storage = observe([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const queue = createQueue(storage.initial);
    let longest = 0;
    for (let n = 0; n < 100_000; n += 1) {
      const item = queue.shift();
      queue.push(Number(item));
      longest = Math.max(longest, storage.items.length);
    }
    expect(queue.length).toBe(10);
    expect(longest).toBeLessThanOrEqual(2 * 10 + 1);

    const before = storage.reads();
    expect(queue.remove(-1)).toBeNull();
    const read = storage.reads() - before;
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(10);
  });
});

/** An initial value whose copy, which the queue uses as its storage, is visible to the test and counts reads. */
function observe(items: number[]) {
  let reads = 0;
  const counted = new Proxy(items, {
    get(target, key, receiver) {
      if (typeof key === "string" && /^\d+$/.test(key)) reads += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  return { initial: Object.assign([], { slice: () => counted }), items, reads: () => reads };
}
